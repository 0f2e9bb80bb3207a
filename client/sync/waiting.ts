import type { Storage } from './storage.ts'

const key = (member: string, document: string): string => `trestle/waiting/${member}/${document}`

/** Notes on this device how many edits of a document the server has not acknowledged; none removes the note. */
export function noteWaiting(storage: Storage, member: string, document: string, count: number): void {
  if (count > 0) storage.set(key(member, document), String(count))
  else storage.delete(key(member, document))
}

/** Documents in which edits of this member wait on this device, opened or not. */
export function waitingDocuments(storage: Storage, member: string): string[] {
  const prefix = key(member, '')
  return storage.keys(prefix).map(found => found.slice(prefix.length))
}
