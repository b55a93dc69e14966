// What a page for a browser adds to its words and drawings: a read-out and a table at each chart, the body week by
// week, and the means of two stretches. Hand-written, without any library; the policy of the page allows this text alone.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words, DAY = 86400000;
  const dated = new Intl.DateTimeFormat(data.lang, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const day = (number) => dated.format(new Date(number * DAY));
  const two = (number) => String(number).padStart(2, "0");
  const scaled = (value, most) => Math.floor(Math.abs(value) * 10 ** most + 0.5 + 1e-6) / 10 ** most;
  const near = (value, most) => Math.sign(value) * scaled(value, most); // half away from zero, as everywhere else
  const pure = (value, most, least) =>
    near(value, most).toLocaleString(data.lang, { maximumFractionDigits: most, minimumFractionDigits: least || 0 });
  const number = (text) => Math.round(Date.parse(text + "T00:00:00Z") / DAY);
  const iso = (of) => new Date(of * DAY).toISOString().slice(0, 10);

  function make(tag, text, into) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (into) into.appendChild(made);
    return made;
  }

  // A length of time: 6 h 40, 45 min; what is above 0 is never shown as 0.
  function lasting(value) {
    const whole = near(value, 0), hours = Math.floor(whole / 60), rest = whole % 60;
    if (value > 0 && !whole) return words.instant;
    const text = !hours ? words.minutes : rest ? words.both : words.hours;
    return text.replace("{hours}", hours).replace("{minutes}", hours ? two(rest) : rest).replace(/ /g, "\u00a0");
  }

  // A value as it reads: a clock, a length, a choice in words, or a number with its unit.
  function said(series, value, most) {
    if (value === null || value === undefined) return words.none;
    if (series.form === "clock") {
      const minutes = ((near(value, 0) % 1440) + 1440) % 1440;
      return two(Math.floor(minutes / 60)) + ":" + two(minutes % 60);
    }
    if (series.form === "minutes") return lasting(value);
    if (series.options.length && most === undefined) return series.options[value] || pure(value, 0);
    const unit = series.unit && !/[–]|^0/.test(series.unit) ? " " + series.unit : "";
    return (most === undefined ? pure(value, 6) : pure(value, most, most)) + unit;
  }

  function readOut(chart, index) {
    const parts = chart.series.map((key) => {
      const series = data.series[key], late = series.late.includes(index);
      return series.name + ": " + said(series, series.values[index]) + (late ? " (" + words.late + ")" : "");
    });
    return day(chart.first + index) + ". " + parts.join(". ");
  }

  function fillTable(chart, place) {
    const table = make("table", undefined, place), head = make("tr", undefined, make("thead", undefined, table));
    for (const name of [words.day, ...chart.series.map((key) => data.series[key].name)]) make("th", name, head).scope = "col";
    const body = make("tbody", undefined, table);
    for (let index = chart.days - 1; index >= 0; index -= 1) { // the newest day first
      const values = chart.series.map((key) => data.series[key].values[index]);
      if (values.every((value) => value === null)) continue;
      const row = make("tr", undefined, body);
      make("th", day(chart.first + index), row).scope = "row";
      values.forEach((value, place) => make("td", said(data.series[chart.series[place]], value), row));
    }
  }

  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = data.charts[Number(figure.dataset.chart)], drawing = figure.querySelector("svg");
    const out = figure.querySelector("[role=status]"), table = figure.querySelector("details div");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const last = chart.days - 1, width = chart.right - chart.left;
    let index = -1;
    const set = { y1: chart.top, y2: chart.bottom, stroke: "currentColor", "stroke-width": 0.8, visibility: "hidden" };
    for (const [name, value] of Object.entries(set)) line.setAttribute(name, value);
    drawing.appendChild(line);
    drawing.setAttribute("aria-hidden", "true");

    function show(wanted) {
      index = Math.max(0, Math.min(last, wanted));
      const x = chart.left + (width * (index + 0.5)) / chart.days;
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
      line.setAttribute("visibility", "visible");
      out.textContent = readOut(chart, index);
    }

    drawing.addEventListener("pointermove", (event) => {
      const box = drawing.getBoundingClientRect(), x = ((event.clientX - box.left) / box.width) * chart.width;
      show(Math.floor(((x - chart.left) / width) * chart.days));
    });
    figure.addEventListener("keydown", (event) => {
      if (event.target !== figure) return;
      const from = index < 0 ? last : index;
      const steps = { ArrowLeft: index < 0 ? last : from - 1, ArrowRight: from + 1, PageUp: from - 28, PageDown: from + 28, Home: 0, End: last };
      if (!(event.key in steps)) return;
      event.preventDefault();
      show(steps[event.key]);
    });
    figure.querySelector("details").addEventListener("toggle", () => table.firstChild || fillTable(chart, table));
  }

  const slider = document.getElementById("week");
  if (slider) {
    const out = document.getElementById("week-words"), areas = document.querySelectorAll("#body-maps path[data-area]");
    const show = () => {
      const map = data.maps[Number(slider.value)];
      for (const area of areas) {
        const step = map.steps[Number(area.dataset.area)];
        area.setAttribute("fill", step === "." ? "none" : "url(#k" + step + ")");
      }
      out.textContent = map.title + ": " + (map.words || map.caption);
      slider.setAttribute("aria-valuetext", out.textContent);
    };
    slider.addEventListener("input", show);
    show();
  }

  const compare = document.getElementById("compare"), ends = [...compare.querySelectorAll("input")];
  const rows = compare.querySelector("tbody"), about = document.getElementById("compare-words");

  function mean(series, first, last) {
    const from = Math.max(0, first - data.first), to = Math.max(0, last - data.first + 1);
    const known = series.values.slice(from, to).filter((value) => value !== null);
    return { count: known.length, mean: known.reduce((sum, value) => sum + value, 0) / (known.length || 1) };
  }

  function cell(series, found, row, most) {
    const days = found.count === 1 ? words.one : found.count + " " + words.days;
    make("td", found.count ? said(series, found.mean, most) + " (" + days + ")" : words.none, row);
  }

  // The difference of two means as they are rounded beside it.
  function apart(series, before, after, most) {
    const found = near(near(after, most) - near(before, most), most), sign = found > 0 ? "+" : found < 0 ? "−" : "";
    const size = Math.abs(found);
    return sign + (["clock", "minutes"].includes(series.form) ? lasting(size) : pure(size, most, most));
  }

  function compareNow() {
    rows.replaceChildren();
    const [a, b, c, d] = ends.map((field) => number(field.value));
    const long = b - a >= 13 && d - c >= 13;
    about.textContent = !(a <= b && c <= d && b < c) ? words.order : long ? "" : words.short;
    if (about.textContent) return;
    for (const series of data.series) {
      if (series.options.length) continue;
      const before = mean(series, a, b), after = mean(series, c, d), row = make("tr", undefined, rows);
      make("th", series.name, row).scope = "row";
      const isWhole = ["clock", "minutes", "percent"].includes(series.form) || Math.max(before.mean, after.mean) >= 100;
      const most = isWhole ? 0 : 1, enough = before.count > 9 && after.count > 9;
      cell(series, before, row, most);
      cell(series, after, row, most);
      make("td", enough ? apart(series, before.mean, after.mean, most) : words.few, row);
    }
  }

  const last = data.first + data.days - 1, start = (back) => Math.max(data.first, last - back);
  [start(55), start(28), start(27), last].forEach((of, place) => { ends[place].value = iso(of); });
  for (const field of ends) {
    field.min = iso(data.first);
    field.max = iso(last);
    field.addEventListener("change", compareNow);
  }
  compareNow();
  for (const hidden of document.querySelectorAll("[data-alive]")) hidden.hidden = false;
})();
