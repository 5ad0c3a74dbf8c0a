// Words that are not drawn from left to right though they have no Arabic letter, and the same of numbers and file names
// within an Arabic sentence: the page forgot to give them their own direction.
() => {
  const latin = /\p{Script=Latin}/u, arabic = /\p{Script=Arabic}/u, turned = [];
  const name = /[\p{N}\p{Script=Latin}][\p{N}\p{M}\p{Script=Latin}.\/_-]*[\p{N}\p{Script=Latin}]/gu;
  const pieces = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const at = document.createRange();
  const boxOf = (node, index) => { at.setStart(node, index); at.setEnd(node, index + 1); return at.getClientRects()[0]; };
  const isTurned = (node, from, words) => {
    let before = null;
    for (let index = 0; index < words.length; index += 1) {
      const box = words[index].trim() ? boxOf(node, from + index) : null;
      if (!box || !box.width) continue;
      if (before && Math.abs(before.top - box.top) < 2 && box.left < before.left) return true;
      before = box;
    }
    return false;
  };
  while (pieces.nextNode()) {
    const node = pieces.currentNode, words = node.data;
    if (!latin.test(words) || node.parentElement.closest(".visually-hidden") || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    const found = arabic.test(words) ? [...words.matchAll(name)].map((match) => [match.index, match[0]]) : [[0, words]];
    turned.push(...found.filter(([from, part]) => latin.test(part) && isTurned(node, from, part)).map(([, part]) => part.trim().slice(0, 80)));
  }
  return turned;
}
