// Draws each figure from the option beside it, and saves it as SVG or PNG. Without scripts the table stays.
"use strict";

function save(link, name) {
  const anchor = document.createElement("a");
  anchor.href = link;
  anchor.download = name;
  anchor.click();
}

// The same option with one scale for both axes: the span that is too short for the place is widened.
function evened(option, place) {
  const { left, right, top, bottom } = option.grid;
  const [width, height] = [place.clientWidth - left - right, place.clientHeight - top - bottom];
  const [across, up] = [option.xAxis.max - option.xAxis.min, option.yAxis.max - option.yAxis.min];
  const unit = Math.max(across / width, up / height);
  const wider = (axis, span) => {
    const middle = (axis.min + axis.max) / 2;
    return { ...axis, min: middle - span / 2, max: middle + span / 2 };
  };
  return { ...option, xAxis: wider(option.xAxis, unit * width), yAxis: wider(option.yAxis, unit * height) };
}

// A PNG needs a canvas: the same option is drawn once more, out of sight.
function asPng(option, place, locale) {
  const canvas = document.createElement("div");
  const size = { width: place.clientWidth, height: place.clientHeight };
  const chart = echarts.init(canvas, null, { renderer: "canvas", locale, ...size });
  chart.setOption(option);
  const link = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#fff" });
  chart.dispose();
  return link;
}

function draw(figure) {
  const given = JSON.parse(figure.querySelector("script").textContent);
  const place = figure.querySelector(".drawing");
  const locale = document.documentElement.lang.startsWith("zh") ? "ZH" : "EN";
  place.hidden = false;
  given.textStyle.fontFamily = getComputedStyle(place).fontFamily;
  const option = () => ("even" in figure.dataset ? evened(given, place) : given);
  const chart = echarts.init(place, null, { renderer: "svg", locale });
  chart.setOption(option());
  place.setAttribute("aria-label", figure.dataset.title); // the numbers are in the table beside it
  new ResizeObserver(() => {
    chart.resize();
    chart.setOption(option());
  }).observe(place);
  const links = {
    svg: () => chart.getDataURL({ type: "svg" }),
    png: () => asPng(option(), place, locale),
  };
  for (const button of figure.querySelectorAll("button[data-form]")) {
    const form = button.dataset.form;
    button.hidden = false;
    button.addEventListener("click", () => save(links[form](), `${figure.dataset.name}.${form}`));
  }
}

document.querySelectorAll("figure.picture").forEach(draw);
