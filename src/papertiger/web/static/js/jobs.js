// Keeps the account of a job up to date. What comes is text and is put in as text.
"use strict";
for (const root of document.querySelectorAll("[data-job]")) {
  if (root.dataset.over === "yes") continue;
  const part = (name) => root.querySelector(`[data-${name}]`);
  const list = part("lines");
  list.replaceChildren(); // the stream begins with all lines that are remembered
  const source = new EventSource(root.dataset.job);
  source.addEventListener("progress", (event) => {
    const news = JSON.parse(event.data);
    part("words").textContent = news.words;
    part("count").textContent = news.total ? `${news.done} / ${news.total}` : "";
    const bar = root.querySelector("progress");
    if (news.total) {
      bar.max = news.total;
      bar.value = news.done;
    }
    for (const one of news.lines) {
      const item = document.createElement("li");
      item.className = one.kind;
      const words = document.createElement("bdi");
      words.textContent = one.line;
      item.append(words);
      list.append(item);
    }
    if (news.error) {
      part("error").firstElementChild.textContent = news.error;
      part("error").hidden = false;
    }
    if (news.state === "stopped" && part("kept")) part("kept").hidden = false;
    if (news.address) {
      part("result").setAttribute("href", news.address);
      part("result").hidden = false;
      if (root.hasAttribute("data-follow")) location.assign(news.address);
    }
  });
  source.addEventListener("over", () => {
    source.close();
    root.dataset.over = "yes";
    root.querySelector("progress").hidden = true;
    if (part("stop")) part("stop").hidden = true;
    root.dispatchEvent(new CustomEvent("job-over", { bubbles: true }));
  });
}
