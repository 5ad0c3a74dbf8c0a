// Words without an Arabic letter that are not drawn from left to right: the page forgot to give them their own direction.
() => {
  const latin = /\p{Script=Latin}/u, arabic = /\p{Script=Arabic}/u, turned = [];
  const pieces = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const at = document.createRange();
  const boxOf = (node, index) => { at.setStart(node, index); at.setEnd(node, index + 1); return at.getClientRects()[0]; };
  while (pieces.nextNode()) {
    const node = pieces.currentNode, words = node.data;
    if (!latin.test(words) || arabic.test(words) || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    let before = null;
    for (let index = 0; index < words.length; index += 1) {
      const box = words[index].trim() ? boxOf(node, index) : null;
      if (!box || !box.width) continue;
      const sameLine = before && Math.abs(before.top - box.top) < 2;
      if (sameLine && box.left < before.left) { turned.push(words.trim().slice(0, 80)); break; }
      before = box;
    }
  }
  return turned;
}
