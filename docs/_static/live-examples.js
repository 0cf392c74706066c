// What can be tried on the live page: questions that users ask, each complete in itself.
"use strict";

// What several begin with.
const IMPORT = `import anhui_ftz as ftz
`;
const LOAD = `
ds = ftz.load()
`;
const START = `${IMPORT}${LOAD}`;
const ZONE = `zone = ftz.find(ds, "安徽自贸区")
`;
const TRADE = `${ZONE}trade = ftz.find_indicator(ds, "进出口总额")
`;
const AREAS = `${ZONE}areas = [area for area in ds.areas if area.zone == zone.id]
sizes = [ftz.latest(ds, area, "area") for area in areas]
`;

window.FTZ_EXAMPLES = {
  find: {
    title: "Find a figure and cite it",
    code: `${START}${TRADE}newest = ftz.latest(ds, zone, trade)
print(zone.name.en)
print(newest.period, newest.quantity)
print(ftz.cite(newest))`,
  },
  known: {
    title: "What is known about an area",
    code: `${START}area = ftz.find(ds, "芜湖片区")
for row in ftz.on_record(ds, area).rows:
    print(row)`,
  },
  total: {
    title: "Add the areas up",
    code: `${START}${AREAS}print(ftz.explain(ftz.total(ds, sizes)))`,
  },
  refusal: {
    title: "A sum that is refused",
    code: `${START}${TRADE}figures = ftz.observations(ds, subject=zone, indicator=trade)
for figure in figures:
    print(figure.period, figure.quantity)

# The periods overlap, and years are missing: every reason is listed.
ftz.total(ds, figures)`,
  },
  growth: {
    title: "Growth: stated and implied",
    code: `${START}${TRADE}for row in ftz.growth_series(ds, zone, trade):
    print(row)`,
  },
  compare: {
    title: "Compare the zones of the Yangtze River Delta",
    code: `${START}names = ("安徽自贸区", "江苏自贸区", "上海自贸区", "浙江自贸区")
zones = [ftz.find(ds, name) for name in names]
trade = ftz.find_indicator(ds, "进出口总额")
print(ftz.compare(ds, zones, trade, periods=[2021, 2022]))`,
  },
  linkages: {
    title: "Who was linked with whom on a day",
    code: `${START}${ZONE}for link in ftz.linkages(ds, of=zone, status="signed", on="2021-01-25"):
    print(link.a, "-", link.b)
    for each in link.evidence:
        print("  ", each.cooperation.name)`,
  },
  printed: {
    title: "Read printed figures, with their bounds",
    code: `${IMPORT}
for text in ("超过5000亿元", "约26亿元", "近百亿元", "5000亿元左右和3亿元"):
    try:
        print(text, "=", ftz.read_figure(text, "CNY"))
    except ftz.FtzError as error:
        print(text, "is refused:", error)`,
  },
  chinese: {
    title: "A briefing in Chinese",
    code: `${START}print(ftz.briefing(ds, ftz.find(ds, "芜湖片区"), "zh").text)`,
  },
  chart: {
    title: "A chart",
    code: `${IMPORT}import pygal
${LOAD}${AREAS}
chart = pygal.HorizontalBar(width=640, height=300)
chart.config(print_values=True, show_legend=False)
chart.title = "Areas of the Anhui zone: size in km²"
chart.x_labels = [area.name.en for area in areas]
chart.add("km²", [float(size.quantity.value) for size in sizes])
chart  # the value of the last line is shown`,
  },
};
