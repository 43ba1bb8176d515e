// What every page does: the menu on narrow screens, and the token taken out of the address of somebody who is in already.
"use strict";
if (location.hash.startsWith("#token=")) {
  history.replaceState(null, "", location.pathname + location.search);
}
const menu = document.querySelector("button.menu");
const side = document.getElementById("nav");
if (menu && side) {
  menu.hidden = false;
  document.documentElement.classList.add("scripted");
  menu.addEventListener("click", () => {
    const open = menu.getAttribute("aria-expanded") !== "true";
    menu.setAttribute("aria-expanded", String(open));
    side.classList.toggle("open", open);
  });
}
