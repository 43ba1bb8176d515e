// Toggles of an assessment: the address holds only what was chosen, and a term's link opens what it leads into.
"use strict";
const form = document.getElementById("weighing");
if (form) {
  form.addEventListener("htmx:config:request", (event) => {
    const kept = new FormData();
    for (const [name, value] of new FormData(form)) if (value !== "") kept.append(name, value);
    event.detail.ctx.request.body = kept;
  });
}

// A link into something that is folded opens it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}
addEventListener("hashchange", unfold);
unfold();
