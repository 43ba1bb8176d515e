// Keys of the review, where letters act; the claim that comes up takes the focus and is announced. Everything else is links and forms.
"use strict";
const review = document.querySelector("[data-review]");

// Whoever writes in a field means letters, not keys.
const writes = (node) => node instanceof Element && node.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

// A Cyrillic layout gives "ф" where the key says "a": then the key's place counts.
function letterOf(event) {
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
}

if (review) {
  const claim = document.getElementById("claim");
  const status = review.querySelector("[data-say]");
  let sent = false; // one decision a claim, however often a key is pressed

  const openAct = () => document.querySelector(".act:target, .act.open");
  const firstField = (section) => section.querySelector("[aria-invalid=true]") || section.querySelector("input:not([type=hidden]), select, textarea") || section;
  const focusAct = () => {
    const section = openAct();
    if (section) firstField(section).focus();
    return section !== null;
  };
  const leave = () => {
    for (const section of document.querySelectorAll(".act.open")) section.classList.remove("open");
    if (location.hash !== "#claim") location.hash = "claim";
    claim.focus();
  };

  // The first claim of the queue gets an address of its own, so that the way back leads to it and not to whatever is first by then.
  const here = new URL(location.href);
  if (review.dataset.claim && !here.searchParams.has("claim") && !here.pathname.endsWith("/decide")) {
    here.searchParams.set("claim", review.dataset.claim);
    history.replaceState(null, "", here);
  }

  if (!focusAct() && (location.hash === "#claim" || new URLSearchParams(location.search).has("done"))) claim.focus();
  setTimeout(() => { status.textContent = status.dataset.say; }, 150); // a live region speaks of changes only
  addEventListener("hashchange", focusAct);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-decide]")) return;
    if (sent) event.preventDefault();
    sent = true;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("a, button");
    if (button && button.matches("[data-leave]")) { event.preventDefault(); leave(); }
    else if (button && button.matches('a[href^="#"][data-key]') && location.hash === button.hash) focusAct();
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && openAct()) { event.preventDefault(); leave(); return; }
    if (event.repeat && !event.key.startsWith("Arrow")) return;
    if (writes(event.target)) return;
    const list = event.target.closest("[data-queue]");
    if (list && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const links = [...list.querySelectorAll("a")];
      const next = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    if (review.dataset.keys !== "on") return;
    const step = { ArrowRight: "on", ArrowLeft: "back" }[event.key];
    const found = step ? review.querySelector(`[data-step=${step}]`) : [...review.querySelectorAll("[data-key]")].find((one) => one.dataset.key === letterOf(event));
    if (!found || event.target.closest("[role=radiogroup]")) return;
    event.preventDefault();
    found.click();
    if (found.localName === "summary") found.focus();
  });

  // Another part of a split: the last one once more, under the next number.
  const more = review.querySelector("[data-more-parts]");
  if (more) {
    more.hidden = false;
    more.addEventListener("click", () => {
      const parts = [...review.querySelectorAll("[data-part]")];
      const last = parts[parts.length - 1];
      const made = last.cloneNode(true);
      const number = parts.length;
      const renamed = (value) => value.replace(`p${number - 1}-`, `p${number}-`);
      for (const node of made.querySelectorAll("[id], [name], [for]")) {
        for (const name of ["id", "name", "for"]) if (node.hasAttribute(name)) node.setAttribute(name, renamed(node.getAttribute(name)));
        node.removeAttribute("data-ready");
      }
      for (const node of made.querySelectorAll("[role=listbox]")) node.remove();
      const legend = made.querySelector("legend");
      legend.textContent = legend.textContent.replace(String(number), String(number + 1));
      last.after(made);
      review.querySelector("input[name=parts]").value = String(number + 1);
      if (number + 1 >= 8) more.hidden = true;
      document.dispatchEvent(new CustomEvent("fields-added"));
      firstField(made).focus();
    });
  }
}
