// Sliders of a scenario: each moves the field beside it, an empty field is the scenario's own number, and the address says only what was changed.
"use strict";
const form = document.getElementById("moving");
const FIELD = "n.";

function mark(field) {
  const row = field.closest("[data-number]");
  row.classList.toggle("set", field.value !== "");
  row.querySelector("[data-clears]").hidden = field.value === "";
}

for (const slider of form.querySelectorAll("[data-slides]")) {
  const field = document.getElementById(slider.dataset.slides);
  slider.hidden = false;
  slider.addEventListener("input", () => {
    field.value = slider.value;
    mark(field);
  });
  field.addEventListener("input", () => {
    slider.value = field.value === "" ? slider.dataset.middle : field.value;
    mark(field);
  });
}

for (const button of form.querySelectorAll("[data-clears]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.clears);
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

// On a narrow screen the groups stand closed, so that the result is near.
if (matchMedia("(max-width: 75rem)").matches) {
  for (const group of form.querySelectorAll("[data-group]")) group.open = group.querySelector(".set") !== null;
}

// The filter is no part of the question.
const find = form.querySelector("[data-find]");
find.hidden = false;
find.querySelector("input").addEventListener("input", (event) => {
  event.stopPropagation();
  const wanted = event.target.value.trim().toLowerCase();
  let found = 0;
  for (const group of form.querySelectorAll("[data-group]")) {
    let inside = 0;
    for (const row of group.querySelectorAll("[data-number]")) {
      row.hidden = !row.dataset.words.includes(wanted);
      if (!row.hidden) inside += 1;
    }
    group.hidden = inside === 0;
    if (wanted !== "") group.open = inside > 0;
    found += inside;
  }
  if (wanted !== "") form.querySelector("[data-outer]").open = true;
  find.querySelector("[role=status]").textContent = wanted === "" ? "" : String(found);
});

// What goes into the address: changes as set=KEY:VALUE, and only what is not the page's own default.
form.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  const kept = new FormData();
  const models = [...form.querySelectorAll("[name=learning]")];
  const all = models.every((one) => one.checked) || models.every((one) => !one.checked);
  const first = form.querySelector("#runs option").value;
  for (const [name, value] of new FormData(form)) {
    if (value === "" || (name === "learning" && all) || (name === "runs" && value === first)) continue;
    if (name.startsWith(FIELD)) kept.append("set", `${name.slice(FIELD.length)}:${value}`);
    else kept.append(name, value);
  }
  request.body = kept;
});
