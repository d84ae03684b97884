// Draws the course's widgets. The module that each of them has of its own only puts it into a list of the page's
// (see page_code.py); this one unpacks the modules that really draw, and goes through the list.
async function unpacked(text) {
  const packed = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
  const source = await new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const module = await import(address);
  URL.revokeObjectURL(address);
  return module.default;
}

// The page has one stylesheet of the course's: where the course was renewed meanwhile, that of the newest kernel.
function dress(style) {
  const sheet = document.getElementById("duecourse") ?? document.createElement("style");
  sheet.id = "duecourse";
  sheet.textContent = style;
  document.head.append(sheet);
}

async function take(model) {
  const { modules, style } = await unpacked(model.get("packed"));
  dress(style);
  const list = model.get("waiting");
  const waiting = globalThis[list] ?? [];
  if (!Array.isArray(waiting)) return; // another kernel has sent the same before
  const draw = ([name, widget, drawn]) => drawn(drawnBy(modules[name], widget));
  globalThis[list] = { push: draw };
  waiting.forEach(draw);
}

async function drawnBy(render, widget) {
  if (widget.signal.aborted) return undefined; // taken from the page before it could be drawn
  keepInTouch(widget.model);
  return render(widget);
}

// On a slow computer a widget may take more than the two seconds that anywidget allows; it then shows itself, but
// all that the kernel tells it is thrown away, so that a learner's answer is never answered. Here the widget takes
// its messages itself in such a case, and asks the kernel for what it missed.
const NOTHING = { content: { data: { method: "nothing" } } };

function keepInTouch(model) {
  const whole = model.set({}); // the widget's own model: what is given here is only a part of it
  whole._handle_comm_msg(NOTHING).catch(() => {
    const plain = Object.getPrototypeOf(Object.getPrototypeOf(whole))._handle_comm_msg;
    whole.comm?.on_msg((message) => plain.call(whole, message));
    whole.comm?.send({ method: "request_state" });
  });
}

export default {
  initialize({ model }) {
    take(model).catch((reason) => console.error(reason)); // not waited for: it may take its time
  },
};
