// The network of a patron, drawn from the rows of the tables on the same page.
"use strict";
const graph = document.querySelector("[data-graph]");
if (graph) {
  graph.hidden = false;
  const me = graph.dataset.graph;
  const told = graph.querySelector(".map-told");
  const hint = told.textContent;
  const area = graph.querySelector(".graph-area");
  const nodes = new Map([[me, { id: me, label: graph.dataset.name, level: 3, href: "", told: [] }]]);
  const edges = [];
  const add = (id, label, level, href) => {
    if (!nodes.has(id)) nodes.set(id, { id, label, level, href, told: [] });
    return nodes.get(id);
  };
  const states = new Map();
  for (const { dataset } of document.querySelectorAll("[data-ties] tr[data-client]")) {
    add(dataset.client, dataset.name, 2, dataset.href).told.push(dataset.told);
    const before = states.get(dataset.client);
    states.set(dataset.client, before && before !== dataset.state ? "mixed" : dataset.state);
  }
  for (const [client, state] of states) edges.push({ source: me, target: client, state });
  for (const { dataset } of document.querySelectorAll("[data-others] tr[data-client]")) {
    if (!nodes.has(dataset.client)) continue;
    add(dataset.patron, dataset.name, 1, dataset.href);
    edges.push({ source: dataset.patron, target: dataset.client, state: "other" });
  }
  const lines = { given: "solid", promised: "dashed", mixed: "dashed", lacking: "dotted", other: "solid" };

  // Colours are the page's own and change with it.
  const look = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    return [
      { selector: "node", style: { label: "data(label)", "font-size": 12, color: colour("--ink"), "background-color": colour("--wash"), "border-width": 1.5, "border-color": colour("--edge"), "text-valign": "bottom", "text-margin-y": 4, width: 16, height: 16, "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
      { selector: "node[level = 3]", style: { "background-color": colour("--accent"), "border-color": colour("--accent"), width: 28, height: 28, "font-weight": "bold", "font-size": 14 } },
      { selector: "node[level = 2]", style: { "background-color": colour("--hedge"), "border-color": colour("--hedge") } },
      { selector: "edge", style: { width: 1.6, "line-color": colour("--hedge"), "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colour("--hedge") } },
      ...Object.entries(lines).map(([state, line]) => ({ selector: `edge[state = "${state}"]`, style: { "line-style": line } })),
      { selector: 'edge[state = "lacking"]', style: { "line-color": colour("--accent"), "target-arrow-color": colour("--accent") } },
      { selector: 'edge[state = "other"]', style: { width: 1, "line-color": colour("--line"), "target-arrow-color": colour("--edge") } },
      { selector: ".far", style: { opacity: 0.15 } },
    ];
  };
  const view = cytoscape({
    container: area,
    elements: { nodes: [...nodes.values()].map((data) => ({ data })), edges: edges.map((data) => ({ data })) },
    style: look(),
    layout: { name: "concentric", concentric: (node) => node.data("level"), levelWidth: () => 1, minNodeSpacing: 34, animate: false, padding: 24 },
    userZoomingEnabled: false,
    maxZoom: 4,
    minZoom: 0.2,
  });
  const show = (node) => {
    const ties = node.connectedEdges().map((edge) => `${edge.source().data("label")} → ${edge.target().data("label")}`);
    told.textContent = [node.data("label"), ...node.data("told"), ...ties.slice(0, 8), ...(ties.length > 8 ? ["…"] : [])].join("; ");
    view.elements().addClass("far");
    node.closedNeighborhood().removeClass("far");
  };
  const hide = () => {
    told.textContent = hint;
    view.elements().removeClass("far");
  };
  let picked = null;
  view.on("mouseover", "node", ({ target }) => show(target));
  view.on("mouseout", "node", hide);
  view.on("tap", "node", ({ target }) => {
    if (picked === target.id() && target.data("href")) location.assign(target.data("href"));
    picked = target.id();
    show(target);
  });
  view.on("tap", (event) => {
    if (event.target === view) {
      picked = null;
      hide();
    }
  });
  const middle = () => ({ x: area.clientWidth / 2, y: area.clientHeight / 2 });
  const zoom = (by) => view.zoom({ level: view.zoom() * by, renderedPosition: middle() });
  for (const button of graph.querySelectorAll("[data-zoom]")) {
    const by = Number(button.dataset.zoom);
    button.addEventListener("click", () => (by ? zoom(by) : view.fit(undefined, 24)));
  }
  const keys = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys[event.key]) view.panBy({ x: keys[event.key][0], y: keys[event.key][1] });
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else return;
    event.preventDefault();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.style(look()));
  addEventListener("resize", () => view.resize());
}
