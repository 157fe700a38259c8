// Draws each figure from the option beside it, and saves it as SVG or PNG. Without scripts the table stays.
"use strict";

function save(link, name) {
  const anchor = document.createElement("a");
  anchor.href = link;
  anchor.download = name;
  anchor.click();
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
  const option = JSON.parse(figure.querySelector("script").textContent);
  const place = figure.querySelector(".drawing");
  const locale = document.documentElement.lang.startsWith("zh") ? "ZH" : "EN";
  place.hidden = false;
  option.textStyle.fontFamily = getComputedStyle(place).fontFamily;
  const chart = echarts.init(place, null, { renderer: "svg", locale });
  chart.setOption(option);
  place.setAttribute("aria-label", figure.dataset.title); // the numbers are in the table beside it
  new ResizeObserver(() => chart.resize()).observe(place);
  const links = {
    svg: () => chart.getDataURL({ type: "svg" }),
    png: () => asPng(option, place, locale),
  };
  for (const button of figure.querySelectorAll("button[data-form]")) {
    const form = button.dataset.form;
    button.hidden = false;
    button.addEventListener("click", () => save(links[form](), `${figure.dataset.name}.${form}`));
  }
}

document.querySelectorAll("figure.picture").forEach(draw);
