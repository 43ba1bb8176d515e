// A field of the reading, when pointed at or focused, shows which words it was read from.
'use strict';
(() => {
  const hits = [...document.querySelectorAll('.hit')];
  const show = (field) => {
    for (const hit of hits) hit.classList.toggle('on', field !== null && hit.dataset.fields.split('|').includes(field));
  };
  for (const row of document.querySelectorAll('[data-field]')) {
    if (!hits.some((hit) => hit.dataset.fields.split('|').includes(row.dataset.field))) continue;
    row.tabIndex = 0;
    row.addEventListener('pointerenter', () => show(row.dataset.field));
    row.addEventListener('pointerleave', () => show(null));
    row.addEventListener('focus', () => show(row.dataset.field));
    row.addEventListener('blur', () => show(null));
  }
})();
