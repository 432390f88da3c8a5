/* What could not be saved outlives the tab, and the page where the browser lets it. */

const unsavedAssessments = {
  kept: new Map(),
  owners: new Map(), // which of the documents opened of a text is the one to save it
  key: (doc) => `medlemsdialog vurdering ${JSON.stringify([doc.dialogue, doc.area, doc.person, doc.about, doc.id])}`,
  keep(doc) { const value = JSON.stringify({ text: doc.latest, base: doc.base }); this.kept.set(this.key(doc), value); try { sessionStorage.setItem(this.key(doc), value); } catch { /* not allowed here */ } },
  forget(doc) { this.kept.delete(this.key(doc)); try { sessionStorage.removeItem(this.key(doc)); } catch { /* not allowed here */ } },
  find(doc) { let value = this.kept.get(this.key(doc)); try { value = value || sessionStorage.getItem(this.key(doc)); } catch { /* not allowed here */ } return value ? JSON.parse(value) : null; },
};
