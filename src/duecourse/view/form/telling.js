// What the boxes of the form share. It stands before the modules that use it.
function element(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}

const PATIENCE = 5000; // ms to wait for a kernel that does not say it has heard
const UNHEARD = Symbol.for("duecourse.unheard"); // what the kernel has not heard yet: press.js waits for it

// Tells the kernel, and remembers that until it says that it has heard.
function teller(model) {
  const unheard = (globalThis[UNHEARD] ??= new Set());
  const waiting = new Map();
  let count = 0;
  model.on("msg:custom", ({ heard }) => waiting.get(heard)?.());
  return (content) => {
    const number = (count += 1);
    const heard = new Promise((resolve) => {
      waiting.set(number, resolve);
      setTimeout(resolve, PATIENCE);
    }).then(() => {
      unheard.delete(heard);
      waiting.delete(number);
    });
    unheard.add(heard);
    model.send({ ...content, number });
  };
}

