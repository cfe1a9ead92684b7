// Copying text, where the browser lets a page do that; else it is selected.

const REFUSED = "Your browser did not let the page copy it. It is selected now: copy it with Ctrl + C, or Command + C on a Mac.";

// `words`: the element that shows the text. `said`: where it is told what came of it.
export async function copy(text, words, said, done) {
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = done;
  } catch {
    getSelection().selectAllChildren(words);
    said.textContent = REFUSED;
  }
}
