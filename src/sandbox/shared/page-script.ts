/** Plain DOM for the pages of the sandbox: `h` makes an element, `say` shows a message for some seconds in `#toast`. */
export const PAGE_SCRIPT = `function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}
function say(text) {
  const toast = document.getElementById('toast');
  toast.textContent = text;
  toast.classList.add('on');
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove('on'), 5000);
}`;
