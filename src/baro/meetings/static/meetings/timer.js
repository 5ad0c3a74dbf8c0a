// The time that the item at hand has taken, counted on between two looks at the server.
const two = (number) => String(number).padStart(2, "0");

export function begin(piece) {
  const clock = piece.querySelector(".room-clock"), since = Date.parse(piece.dataset.since);
  const planned = Number(piece.dataset.minutes) * 60;

  function tick() {
    const passed = Math.max(0, Math.floor((Date.now() - since) / 1000));
    const hours = Math.floor(passed / 3600), minutes = Math.floor(passed / 60) % 60;
    clock.textContent = hours ? `${hours}:${two(minutes)}:${two(passed % 60)}` : `${minutes}:${two(passed % 60)}`;
    piece.classList.toggle("is-over", passed > planned);
  }

  tick();
  const ticking = setInterval(() => (piece.isConnected ? tick() : clearInterval(ticking)), 1000);
}
