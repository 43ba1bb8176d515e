// Months can be chosen by dragging over them. Without scripts, or by keyboard, each month is a link.
"use strict";
for (const place of document.querySelectorAll("[data-months]")) {
  const svg = d3.select(place).select("svg");
  const months = [...place.querySelectorAll("a")].map((link) => {
    const reach = link.querySelector(".reach");
    const left = Number(reach.getAttribute("x"));
    const address = link.getAttribute("href");
    return { left, right: left + Number(reach.getAttribute("width")), address, month: new URL(address, location).searchParams.get("since") };
  });
  if (!months.length) continue;
  const top = Number(place.querySelector(".reach").getAttribute("y"));
  const high = Number(place.querySelector(".reach").getAttribute("height"));
  const brush = d3.brushX().extent([[months[0].left, top], [Number(svg.attr("width")) - 8, top + high]]).on("end", ({ selection, sourceEvent }) => {
    if (!sourceEvent) return;
    if (!selection) {
      const [x] = d3.pointer(sourceEvent, svg.node());
      const one = months.find(({ left, right }) => left <= x && x < right);
      if (one) location.assign(one.address);
      return;
    }
    const [from, to] = selection;
    const chosen = months.filter(({ left, right }) => left < to && right > from);
    if (!chosen.length) return;
    const address = new URL(chosen[0].address, location);
    address.searchParams.set("since", chosen[0].month);
    address.searchParams.set("until", chosen.at(-1).month);
    location.assign(address);
  });
  svg.append("g").attr("class", "brush").attr("aria-hidden", "true").call(brush);
}
