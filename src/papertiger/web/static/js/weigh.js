// Pages with a form beside a result: what came is told to who cannot see it, and a link into something folded opens it.
"use strict";
const says = document.querySelector("[data-says]");
document.addEventListener("htmx:after:swap", () => {
  const result = document.getElementById("result");
  if (says && result) says.textContent = result.dataset.said;
});

function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}
addEventListener("hashchange", unfold);
unfold();
