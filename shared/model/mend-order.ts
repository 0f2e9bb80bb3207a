import * as Y from 'yjs'

/**
 * Makes every local list item name its true neighbours before anybody is sent it. Yjs's undo may name a right neighbour that stands
 * left of the left one (`redoItem` follows what was brought back before, and may come out on either side); depending on how a
 * replica happens to have merged its structs, such an item ends up in different places for ever. To be called once, on a new document.
 */
export function mendOrder(doc: Y.Doc): void {
  doc.on('afterTransaction', transaction => {
    if (transaction.local) mend(doc, transaction.beforeState.get(doc.clientID) ?? 0)
  })
}

function mend(doc: Y.Doc, from: number): void {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const lefts = new Map<Y.Item, Y.Item | null>()
  const rights = new Map<Y.Item, Y.Item | null>()
  // Taking the newest away first shows each item the list as it was when the item came to it.
  for (let at = structs.length - 1; at >= 0 && structs[at]!.id.clock >= from; at--) {
    const item = structs[at]!
    if (!(item instanceof Y.Item) || item.parentSub !== null) continue
    const left = lefts.has(item) ? lefts.get(item)! : item.left
    const right = rights.has(item) ? rights.get(item)! : item.right
    if (left) rights.set(left, right)
    if (right) lefts.set(right, left)
    if (item.rightOrigin === null || Y.compareIDs(item.rightOrigin, right?.id ?? null)) continue
    item.origin = left?.lastId ?? null
    item.rightOrigin = right?.id ?? null
  }
}
