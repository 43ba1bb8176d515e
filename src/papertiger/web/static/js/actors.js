// Fields for actors: what is typed is looked up, and what was found is offered below (WAI-ARIA, combobox with a list). Without it, names and ids can be typed.
"use strict";
let number = 0;

function offer(field) {
  if (field.dataset.ready) return;
  field.dataset.ready = "yes";
  const list = document.createElement("ul");
  list.id = `actors-${++number}`;
  list.setAttribute("role", "listbox");
  list.className = "offered";
  list.hidden = true;
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (label) list.setAttribute("aria-label", label.textContent);
  field.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) field.setAttribute(name, value);
  let waiting = 0;
  let asked = 0;

  const at = () => list.querySelector("[aria-selected=true]");
  const mark = (item) => {
    for (const one of list.children) one.setAttribute("aria-selected", String(one === item));
    if (item) { field.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => { list.hidden = true; field.setAttribute("aria-expanded", "false"); mark(null); };
  const take = (item) => { field.value = item.textContent; close(); };
  const show = (found) => {
    list.replaceChildren(...found.map((one, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = one.text;
      return item;
    }));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async () => {
    const turn = ++asked;
    const letters = field.value.trim();
    if (letters.length < 2) { close(); return; }
    const answer = await fetch(`${field.dataset.actors}?q=${encodeURIComponent(letters)}`);
    if (answer.ok && turn === asked && document.activeElement === field) show((await answer.json()).actors);
  };

  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => { event.preventDefault(); const item = event.target.closest("li"); if (item) take(item); });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const items = [...list.children];
    const place = items.indexOf(at());
    if (event.key === "ArrowDown") mark(items[(place + 1) % items.length]);
    else if (event.key === "ArrowUp") mark(items[(place <= 0 ? items.length : place) - 1]);
    else if (event.key === "Enter" && at()) take(at());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

const offerAll = () => { for (const field of document.querySelectorAll("input[data-actors]")) offer(field); };
document.addEventListener("fields-added", offerAll);
offerAll();
