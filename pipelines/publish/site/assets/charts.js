// Charts of tables: each figure.chart names a table of its page, a column for x and columns for y, and is drawn by Plotly
// from the very cells that people read. What is missing in the table is a gap in the chart.
(function () {
  "use strict";
  var Plotly = window.Plotly;
  if (!Plotly) return;
  var figures = Array.prototype.slice.call(document.querySelectorAll("figure.chart"));

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function columnsOf(table) {
    var row = table.tHead.rows[table.tHead.rows.length - 1];
    var found = {};
    Array.prototype.forEach.call(row.cells, function (head) {
      var label = head.querySelector("button") || head.firstChild;
      found[head.dataset.key] = { index: head.cellIndex, isNumber: head.classList.contains("n"), name: label ? label.textContent.trim() : "" };
    });
    return found;
  }

  function read(row, column) {
    var cell = row.cells[column.index];
    if (!cell) return null;
    if (column.isNumber) return cell.dataset.v === undefined ? null : Number(cell.dataset.v);
    return cell.dataset.v || cell.textContent.trim();
  }

  function trace(kind, name, place, points) {
    var xs = points.map(function (p) { return p.x; }), ys = points.map(function (p) { return p.y; });
    var ink = colour("c" + (place % 6 + 1));
    var symbol = ["circle", "square", "diamond", "triangle-up", "cross", "x"][place % 6];
    var labels = points.map(function (p) { return p.label; });
    if (kind === "histogram") return { type: "histogram", x: ys, name: name, marker: { color: ink }, nbinsx: 24 };
    if (kind === "hbar") return { type: "bar", orientation: "h", x: ys, y: xs, name: name, marker: { color: ink } };
    if (kind === "bar") return { type: "bar", x: xs, y: ys, name: name, marker: { color: ink } };
    return { type: "scatter", mode: kind === "line" ? "lines+markers" : "markers", x: xs, y: ys, text: labels, name: name,
      connectgaps: false, line: { color: ink, dash: ["solid", "dash", "dot", "dashdot"][place % 4] }, marker: { color: ink, size: 8, symbol: symbol } };
  }

  function draw(figure) {
    var table = document.getElementById(figure.dataset.table);
    var place = figure.querySelector(".plot");
    if (!table || !place) return;
    var columns = columnsOf(table), data = figure.dataset, kind = data.kind, log = "log" in data;
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var traces = [];
    data.y.split(" ").forEach(function (key) {
      var groups = {}, order = [];
      rows.forEach(function (row) {
        var group = data.split ? read(row, columns[data.split]) : "";
        if (!groups[group]) { groups[group] = []; order.push(group); }
        var y = read(row, columns[key]), x = data.x ? read(row, columns[data.x]) : null;
        if (y === null && kind !== "line") return;
        if (log && y !== null && y <= 0) return;
        groups[group].push({ x: x, y: y, label: row.cells[0].textContent.trim() });
      });
      order.forEach(function (group) {
        traces.push(trace(kind, group || columns[key].name, traces.length, groups[group]));
      });
    });
    if (kind === "line") traces.forEach(function (one) {
      var paired = one.x.map(function (x, i) { return [x, one.y[i]]; }).sort(function (a, b) { return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0; });
      one.x = paired.map(function (p) { return p[0]; }); one.y = paired.map(function (p) { return p[1]; });
    });
    if (!traces.some(function (one) { return (one.y || one.x).some(function (v) { return v !== null && v !== undefined; }) || (one.x || []).length; })) return;
    var values = kind === "hbar" || kind === "histogram" ? "xaxis" : "yaxis";
    var names = values === "xaxis" ? "yaxis" : "xaxis";
    var longest = Math.max.apply(null, rows.map(function (row) { return data.x ? String(read(row, columns[data.x])).length : 0; }).concat(1));
    var layout = {
      height: kind === "hbar" ? Math.max(240, 60 + 22 * rows.length * data.y.split(" ").length) : 340,
      margin: { l: 8, r: 8, t: 8, b: 8 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: colour("ink"), family: getComputedStyle(document.body).fontFamily, size: 13 },
      showlegend: traces.length > 1, legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" }, barmode: "group", hovermode: "closest"
    };
    layout[values] = { automargin: true, gridcolor: colour("line"), zerolinecolor: colour("soft"), title: { text: data.unit || "" }, separatethousands: true, rangemode: "tozero" };
    if (log) { layout[values].type = "log"; delete layout[values].rangemode; }
    layout[names] = { automargin: true, gridcolor: colour("line"), tickangle: kind !== "hbar" && longest > 6 ? -40 : 0 };
    if (kind === "histogram") layout[names].title = { text: "个数" };
    else if (!columns[data.x] || !columns[data.x].isNumber) layout[names].type = "category";
    else if (kind === "line") { layout[names].tickformat = "d"; layout[names].dtick = 1; }
    if (kind === "hbar") layout[names].autorange = "reversed";
    place.classList.add("drawn");
    Plotly.react(place, traces, layout, { displayModeBar: false, responsive: true });
  }

  window.XIANJIAN_CHARTS = function () { figures.forEach(draw); };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", window.XIANJIAN_CHARTS);
})();
