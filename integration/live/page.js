"use strict";
// Each message has the parts of the page that change, by the id of where they belong.
// They are put there only if they have changed, so that nothing jumps or loses a selection.
const shown = {};
const gone = document.getElementById("gone");
let source, ended = false;

function show(event) {
	const parts = JSON.parse(event.data);
	for (const [id, html] of Object.entries(parts)) {
		if (shown[id] !== html) document.getElementById(id).innerHTML = shown[id] = html;
	}
	setGone(false);
}

function setGone(is) {
	if (is && gone.hidden) {
		gone.textContent = "No answer since " + new Date().toLocaleTimeString() +
			": the program has ended, or cannot be reached. The figures are the last that came.";
	}
	gone.hidden = !is;
	document.body.classList.toggle("stale", is);
}

function connect() {
	source = new EventSource(location.pathname + "?stream");
	source.addEventListener("flow", show);
	source.addEventListener("end", event => {
		show(event);
		ended = true;
		source.close();
	});
	source.onerror = () => {
		if (ended) return;
		setGone(true);
		// The browser tries again by itself, unless it was answered with something else.
		if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
	};
}
connect();
