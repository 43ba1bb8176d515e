// Draws the map of who is said to support whom. The table on the same page says the same; what comes from the ledger is put in as text.
"use strict";
const figure = document.querySelector("[data-map]");
const WIDE = 960;
const HIGH = 440; // what lies below, Antarctica, is cut off

// Shapes as the data file has them: parts that belong to another state go there before anything is drawn.
function settled(world, known) {
  const shapes = world.objects.countries.geometries;
  const named = (id) => shapes.find((one) => one.id === id);
  const parts = (shape) => (shape.type === "Polygon" ? [shape.arcs] : shape.arcs);
  const give = (to, arcs) => {
    const whole = topojson.mergeArcs(world, [to, { type: "MultiPolygon", arcs }]);
    to.type = whole.type;
    to.arcs = whole.arcs;
  };
  for (const { from, to, at } of known.moved) {
    const shape = named(from);
    const holds = (arcs) => d3.geoContains(topojson.feature(world, { type: "Polygon", arcs }), at);
    const taken = parts(shape).filter(holds);
    shape.arcs = parts(shape).filter((arcs) => !taken.includes(arcs));
    shape.type = "MultiPolygon";
    give(named(to), taken);
  }
  for (const [name, to] of Object.entries(known.joined)) {
    const shape = shapes.find((one) => one.properties.name === name);
    give(named(to), parts(shape));
    shapes.splice(shapes.indexOf(shape), 1);
  }
  return shapes.map((shape) => ({
    state: known.shapes[shape.id ?? shape.properties.name],
    feature: topojson.feature(world, shape),
  }));
}

function draw(world, known) {
  const shapes = settled(world, known).filter((one) => one.state);
  const projection = d3.geoNaturalEarth1().fitWidth(WIDE, { type: "Sphere" });
  const path = d3.geoPath(projection);
  const told = figure.querySelector(".map-told");
  const hint = told.textContent;
  const svg = d3.create("svg").attr("viewBox", `0 0 ${WIDE} ${HIGH}`).attr("role", "group").attr("aria-labelledby", "map-title").attr("aria-describedby", "map-desc");
  svg.append("title").attr("id", "map-title").text(figure.dataset.title);
  svg.append("desc").attr("id", "map-desc").text(figure.dataset.desc);
  const tip = svg.append("defs").append("marker").attr("id", "tip").attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4).attr("markerWidth", 6).attr("markerHeight", 6).attr("orient", "auto");
  tip.append("path").attr("d", "M0 0.5 L8 4 L0 7.5 Z");
  const all = svg.append("g");
  all.append("path").attr("class", "sphere").attr("d", path({ type: "Sphere" }));
  const said = (one) => known.states[one.state];
  all.append("g").selectAll("path").data(shapes.filter((one) => !said(one))).join("path").attr("class", "land").attr("d", (one) => path(one.feature));

  const arcs = all.append("g").attr("class", "arcs").attr("aria-hidden", "true");
  arcs.selectAll("path").data(known.arcs).join("path").attr("class", "arc").attr("marker-end", "url(#tip)").attr("d", arc).append("title").text((one) => one.told);
  function arc({ from, to }) {
    const [x1, y1] = projection(known.states[from].at);
    const [x2, y2] = projection(known.states[to].at);
    const far = Math.hypot(x2 - x1, y2 - y1);
    const lift = Math.min(far * 0.22, 60);
    const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
    // Bent to one side as seen from the patron, so that two directions do not lie on each other.
    const [nx, ny] = far ? [(y2 - y1) / far, -(x2 - x1) / far] : [0, 0];
    return `M${x1.toFixed(1)} ${y1.toFixed(1)} Q${(mx + nx * lift).toFixed(1)} ${(my + ny * lift).toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
  }

  const drawn = new Map(shapes.map((one) => [one.state, one.feature]));
  const states = Object.entries(known.states).map(([id, one]) => ({ id, ...one }));
  states.sort((one, other) => one.name.localeCompare(other.name, document.documentElement.lang));
  const links = all.insert("g", ".arcs").selectAll("a").data(states).join("a").attr("href", (one) => one.address).attr("aria-label", (one) => sentence(one)).attr("class", "state");
  links.append("title").text((one) => one.name);
  links.append("path").attr("d", (one) => (drawn.has(one.id) ? path(drawn.get(one.id)) : ""));
  links.append("circle").attr("cx", (one) => projection(one.at)[0]).attr("cy", (one) => projection(one.at)[1]).attr("r", (one) => (drawn.has(one.id) ? 2 : 4));
  function sentence(one) {
    const ties = known.arcs.filter((tie) => tie.from === one.id || tie.to === one.id).map((tie) => tie.told);
    return [one.name, ...ties.slice(0, 8), ...(ties.length > 8 ? ["…"] : [])].join("; ");
  }
  const show = (_, one) => {
    told.textContent = sentence(one);
    arcs.selectAll("path").classed("on", (tie) => tie.from === one.id || tie.to === one.id);
    svg.classed("picked", true);
  };
  const hide = () => {
    told.textContent = hint;
    svg.classed("picked", false);
  };
  links.on("focus", show).on("pointerenter", show).on("blur", hide).on("pointerleave", hide);

  // The wheel scrolls the page; with Ctrl it zooms, as buttons, two fingers and dragging do.
  const zoom = d3.zoom().scaleExtent([1, 12]).translateExtent([[0, 0], [WIDE, HIGH]]).filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey)).on("zoom", ({ transform }) => {
    all.attr("transform", transform);
    svg.attr("class", [svg.classed("picked") ? "picked" : "", transform.k > 2.5 ? "near" : ""].join(" "));
  });
  svg.call(zoom);
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    const by = Number(button.dataset.zoom);
    button.addEventListener("click", () => (by ? svg.call(zoom.scaleBy, by) : svg.call(zoom.transform, d3.zoomIdentity)));
  }
  figure.querySelector(".map-area").replaceChildren(svg.node());
}

if (figure) {
  figure.hidden = false;
  Promise.all([fetch(figure.dataset.world), fetch(figure.dataset.map)])
    .then((answers) => Promise.all(answers.map((one) => (one.ok ? one.json() : Promise.reject(new Error(String(one.status)))))))
    .then(([world, known]) => draw(world, known))
    .catch(() => {
      figure.querySelector(".map-told").textContent = figure.dataset.failed;
    });
}
