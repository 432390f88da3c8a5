registerTab({ id: "sources", title: () => t("Innspill"), national: "both", open(panel) { fill(panel, el("p", {}, "…")); } });
