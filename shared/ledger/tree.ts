import { bytesToHex, hexToBytes, sha256Hex } from '../hash.ts'

/**
 * Root of the Merkle tree over leaf hashes (hex, in order), after RFC 6962 section 2.1: inner nodes are
 * SHA-256(0x01 ‖ left ‖ right), the left part being the largest power of two below the size. No leaves: SHA-256 of nothing.
 */
export function treeRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha256Hex('')
  return bytesToHex(rootOf(leaves.map(leaf => hexToBytes(leaf))))
}

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  const node = new Uint8Array(65)
  node[0] = 1
  node.set(rootOf(leaves.slice(0, split)), 1)
  node.set(rootOf(leaves.slice(split)), 33)
  return hexToBytes(sha256Hex(node))
}
