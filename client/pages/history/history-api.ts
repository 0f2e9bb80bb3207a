import type { Comparison, HistoryPage, Restored } from '../../../shared/history/moments.ts'
import type { PartId } from '../../../shared/history/rows.ts'
import { accept, type Result } from '../../../shared/result.ts'
import { type Api, api, type Problem } from '../../sync/api.ts'
import { download } from '../../sync/download.ts'

/** The history of one canvas on the server. */
export type HistoryApi = {
  /** The latest moments, or those before a point. */
  moments(before: number | null): Promise<Result<HistoryPage, Problem>>
  /** The canvas at a point, as one Yjs update. */
  state(point: number): Promise<Result<Uint8Array<ArrayBuffer>, Problem>>
  /** What differs from one point to another; `to` null: to what the canvas is now. */
  compare(from: number, to: number | null): Promise<Result<Comparison, Problem>>
  /** Makes the canvas, or these parts of it, stand as they did at a point; a new edit. */
  restore(point: number, parts: readonly PartId[] | null): Promise<Result<Restored, Problem>>
  /** Takes back what a member did after one point up to another; a new edit. */
  putBack(acts: { member: string; after: number; upTo: number }): Promise<Result<Restored, Problem>>
}

/** The history of a canvas over this API. */
export function historyApi(document: string, over: Api = api): HistoryApi {
  const base = `/api/documents/${document}/history`
  return {
    moments: before => over.get(before === null ? base : `${base}?before=${before}`),
    state: async point => {
      const got = await download(`${base}/states/${point}`)
      return got.ok ? accept(new Uint8Array(await got.value.arrayBuffer())) : got
    },
    compare: (from, to) => over.get(`${base}/compare?from=${from}${to === null ? '' : `&to=${to}`}`),
    restore: (point, parts) => over.post(`${base}/restore`, { point, parts }),
    putBack: acts => over.post(`${base}/put-back`, acts),
  }
}
