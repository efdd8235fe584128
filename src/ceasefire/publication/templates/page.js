"use strict";
(function () {
  function reveal() {
    var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var up = at; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
    if (at) { at.hidden = false; at.scrollIntoView({ block: "center" }); }
  }
  addEventListener("hashchange", reveal);
  if (location.hash) { reveal(); }

  var card = null;
  function hide() { if (card) { card.remove(); card = null; } }
  function show(event) {
    hide();
    var link = event.target.closest ? event.target.closest("a.fig") : null;
    var entry = link ? document.querySelector(link.getAttribute("href") + ".entry p") : null;
    if (!entry) { return; }
    card = document.createElement("div");
    card.className = "card";
    card.setAttribute("role", "tooltip");
    card.textContent = entry.textContent.replace("\u2191", "").trim();
    document.body.appendChild(card);
    var box = link.getBoundingClientRect();
    card.style.left = Math.max(8, Math.min(box.left + scrollX, scrollX + innerWidth - card.offsetWidth - 8)) + "px";
    card.style.top = box.bottom + scrollY + 6 + "px";
  }
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });

  var bar = document.getElementById("filter");
  var all = Array.prototype.slice.call(document.querySelectorAll("details.incident"));
  if (!bar || !all.length) { return; }
  function make(name, label, properties) {
    var outer = document.createElement("label");
    outer.textContent = label;
    var inner = Object.assign(document.createElement(name), properties);
    outer.appendChild(inner);
    bar.appendChild(outer);
    return inner;
  }
  var find = make("input", "Find a place, actor, source or word", { type: "search" });
  var which = make("select", "Scope result", {});
  ["", "in_scope", "exemption_asserted", "undetermined", "out_of_scope", "no_act", "not_tested"].forEach(function (code) {
    if (!code || all.some(function (one) { return one.classList.contains(code); })) {
      which.add(new Option(code === "no_act" ? "aid or evacuation" : code ? code.replace(/_/g, " ") : "all", code));
    }
  });
  var wide = document.createElement("button");
  wide.type = "button";
  wide.textContent = "Open all shown";
  bar.appendChild(wide);
  bar.hidden = false;
  var texts = new Map();
  function text(one) {
    if (!texts.has(one)) { texts.set(one, one.textContent.toLocaleLowerCase()); }
    return texts.get(one);
  }
  function filter() {
    var wanted = find.value.toLocaleLowerCase();
    all.forEach(function (one) {
      var fits = !which.value || one.classList.contains(which.value);
      one.hidden = !(fits && (!wanted || text(one).includes(wanted)));
    });
    document.querySelectorAll(".month").forEach(function (month) {
      month.hidden = !month.querySelector("details.incident:not([hidden])");
    });
  }
  find.addEventListener("input", filter);
  which.addEventListener("change", filter);
  wide.addEventListener("click", function () {
    var open = all.some(function (one) { return !one.hidden && !one.open; });
    all.forEach(function (one) { if (!one.hidden) { one.open = open; } });
  });
})();
