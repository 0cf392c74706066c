// Order of the search results: guides and explanations first, then the reference, then records and data.
// A question in Chinese is answered by the Chinese page of a zone first.
var Scorer = {
  objNameMatch: 11,
  objPartialMatch: 3,
  objPrio: { 0: 15, 1: 1, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  score: ([page, title, , , score]) => {
    const query = new URLSearchParams(window.location.search).get("q") || "";
    if (/[\u3400-\u9fff]/.test(query)) {
      const near = (window.zonePlaces?.[page] || []).some((name) => name.startsWith(query));
      return score + (page.startsWith("zones/zh/") ? 6 : 0) + (near ? 20 : 0);
    }
    if (page.startsWith("zones/") || page === "changelog" || page === "contribute") return score - 8;
    if (page === "glossary") return score - 100; // a term comes after what explains it
    const named = !title.includes(" > ") && title.toLowerCase().includes(query.toLowerCase()) ? 6 : 0;
    return score + named + (page.includes("/") ? 0 : 8);
  },
};
