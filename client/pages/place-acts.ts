import { msg } from '@lit/localize'
import { iAmBroker } from '../ledger/views.ts'
import { go, path } from '../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../room/types.ts'
import type { Act } from '../ui/acts.ts'
import { leaveDevice } from './leave-device.ts'
import { changeSettings } from './member-settings.ts'
import { openPalette } from './palette/open-palette.ts'
import { hasUnsaved, openTakeEverything } from './place-head.ts'
import { makeMyWayBack } from './way-back.ts'

/** What can be done on every page of a partnership. */
export function placeActs(session: PartnershipSession, room: CanvasRoom | null): Act[] {
  const inviting = iAmBroker(session) || session.me.role === 'representative'
  return [
    {
      id: 'find',
      group: 'everywhere',
      label: msg('Find or do'),
      icon: 'search',
      keys: 'Mod+K',
      run: () => void openPalette(session),
    },
    {
      id: 'go-talk',
      group: 'everywhere',
      label: msg('Talk'),
      words: msg('comments mentions threads'),
      icon: 'message-square',
      run: () => go(path.talk(session.id)),
    },
    {
      id: 'go-invite',
      group: 'everywhere',
      label: msg('Invite people'),
      icon: 'user-plus',
      off: inviting ? '' : msg('Brokers and representatives invite. Ask one of them.'),
      run: () => go(`${path.people(session.id)}#h-invites`),
    },
    {
      id: 'look-as',
      group: 'everywhere',
      label: msg('Look as somebody else'),
      icon: 'eye',
      off: iAmBroker(session) ? '' : msg('Only brokers look as somebody else'),
      run: () => go(path.viewAs(session.id)),
    },
    {
      id: 'take-everything',
      group: 'everywhere',
      label: msg('Take everything with you'),
      words: msg('export zip download backup'),
      icon: 'download',
      run: () => void openTakeEverything(session),
    },
    {
      id: 'stage',
      group: 'everywhere',
      label: msg('Change the stage'),
      words: msg('partnering cycle'),
      icon: 'circle-half',
      off: iAmBroker(session) ? '' : msg('Only brokers change the stage. Ask one of them.'),
      run: () => void import('./table/stage-dialog.ts').then(({ changeStage }) => changeStage(session)),
    },
    {
      id: 'way-back',
      group: 'everywhere',
      label: msg('My way back'),
      icon: 'key-round',
      run: () => void makeMyWayBack(session),
    },
    {
      id: 'member-settings',
      group: 'everywhere',
      label: msg('How others write to me'),
      words: msg('language time zone'),
      icon: 'languages',
      run: () => void changeSettings(session),
    },
    {
      id: 'leave',
      group: 'everywhere',
      label: msg('Leave this device'),
      words: msg('sign out log out'),
      icon: 'log-out',
      run: () => void leaveDevice(hasUnsaved(session, room?.saved ?? null)),
    },
  ]
}
