// Files are chosen or dropped; what was chosen is listed as text, and too much of it is told before it is sent.
"use strict";
for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-chosen]");
  const told = form.querySelector("[data-too-much]");
  const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const show = () => {
    const files = [...input.files];
    list.replaceChildren(...files.map((file) => {
      const item = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      item.append(name, ` · ${size.format(file.size / 1e6)} MB`);
      return item;
    }));
    const whole = files.reduce((sum, file) => sum + file.size, 0);
    told.hidden = files.length <= Number(form.dataset.files) && whole < Number(form.dataset.most);
  };
  input.addEventListener("change", show);
  form.addEventListener("submit", (event) => { if (!told.hidden) { event.preventDefault(); input.focus(); } });
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); input.focus(); }
  });
  // A file that misses the form would be opened in place of the page.
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
}
