import { forgetCopies } from './device.ts'
import { browserStorage, type Storage } from './storage.ts'

/** What every name begins with under which this browser keeps something of a partnership. */
const OURS = 'trestle/'

/**
 * Deletes everything this browser keeps of people and partnerships: copies of documents with what waits in them, words that
 * the server did not take, who sat where. How the pages look and speak stays. False when something could not be deleted.
 */
export async function forgetDevice(
  storage: Storage = browserStorage,
  forget: (prefix: string) => Promise<boolean> = forgetCopies,
): Promise<boolean> {
  for (const key of storage.keys(OURS)) storage.delete(key)
  return forget(OURS)
}
