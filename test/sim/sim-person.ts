import { FakeBrowser } from '../client/sync/fake-browser.ts'
import type { Chance } from './random.ts'
import type { SimNet } from './sim-net.ts'
import { SimTab, type TabHost } from './sim-tab.ts'

/** A member with one browser and the tabs in it. */
export class SimPerson {
  readonly member: string
  readonly browser: FakeBrowser
  readonly tabs: SimTab[] = []
  /** Ids that any tab ever wrote under. */
  readonly ids = new Set<number>()
  /** Whether a browser that is ended may lose what it had not yet written. */
  readonly losesWrites: boolean
  mayWrite = true
  revoked = false
  readonly #net: SimNet
  readonly #chance: Chance
  #opened = 0

  constructor(member: string, net: SimNet, chance: Chance, losesWrites: boolean) {
    this.losesWrites = losesWrites
    this.member = member
    this.#net = net
    this.#chance = chance
    this.browser = new FakeBrowser(net, member)
  }

  /** The tabs that are open. */
  get open(): SimTab[] {
    return this.tabs.filter(tab => !tab.closed)
  }

  openTab(host: TabHost): void {
    const name = `${this.member}-${++this.#opened}`
    const parts = { ...this.browser.tab(), WebSocket: this.#net.socketOf(name, this.member) }
    this.tabs.push(new SimTab(name, parts, host))
  }

  /** Ends a tab: as people close it, or as a browser that is ended, whose last writes may be lost. */
  async closeTab(tab: SimTab): Promise<void> {
    this.note()
    const { device } = this.browser
    if (this.#chance.odds(0.5)) {
      tab.dead = true
      for (const line of this.#net.linesOf(tab.name)) this.#net.drop(line)
      if (this.losesWrites && this.open.length === 1) device.lose()
    }
    // What is not lost is written before the copy can be opened again.
    device.catchUp()
    await tab.close()
  }

  /** Keeps in mind what the open tabs wrote under. */
  note(): void {
    for (const tab of this.open) for (const id of tab.ids) this.ids.add(id)
  }
}
