// In an article, claims in the margin and the marks of their quotes show each other.
'use strict';
(() => {
  const marks = [...document.querySelectorAll('mark[data-claims]')];
  const notes = [...document.querySelectorAll('[data-claim]')];
  const show = (claims, scroll) => {
    for (const mark of marks) mark.classList.toggle('on', mark.dataset.claims.split(' ').some((one) => claims.includes(one)));
    let first = null;
    for (const note of notes) {
      const on = claims.includes(note.dataset.claim);
      note.classList.toggle('on', on);
      if (on && first === null) first = note;
    }
    if (scroll && first !== null) {
      const list = first.parentElement;
      const box = list.getBoundingClientRect();
      const at = first.getBoundingClientRect();
      if (list.scrollHeight > list.clientHeight && (at.top < box.top || at.bottom > box.bottom)) list.scrollTop += at.top - box.top;
    }
  };
  const target = () => {
    const named = /^#[cn]-(\w+)$/.exec(decodeURIComponent(location.hash));
    return named === null ? [] : [named[1]];
  };
  const rest = () => show(target(), true);
  for (const note of notes) {
    note.addEventListener('pointerenter', () => show([note.dataset.claim], false));
    note.addEventListener('focusin', () => show([note.dataset.claim], false));
    note.addEventListener('pointerleave', rest);
    note.addEventListener('focusout', rest);
  }
  for (const mark of marks) {
    mark.addEventListener('pointerenter', () => show(mark.dataset.claims.split(' '), true));
    mark.addEventListener('pointerleave', rest);
  }
  addEventListener('hashchange', rest);
  rest();
})();
