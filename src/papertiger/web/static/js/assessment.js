// Toggles of an assessment: the address holds only what was chosen.
"use strict";
const form = document.getElementById("weighing");
if (form) {
  form.addEventListener("htmx:config:request", (event) => {
    const kept = new FormData();
    for (const [name, value] of new FormData(form)) if (value !== "") kept.append(name, value);
    event.detail.ctx.request.body = kept;
  });
}
