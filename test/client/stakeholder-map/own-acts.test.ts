import { expect, test } from 'vitest'
import { OwnActs } from '../../../client/kinds/stakeholder-map/own-acts.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { FakeRoom } from './fakes.ts'

test('[MAP-27] undo takes back my acts in the order in which I did them, over map, companion and ratings, and redo does them again', () => {
  const [room, companion, said] = [new FakeRoom(), new FakeRoom(), [] as string[]]
  const acts = new OwnActs()
  acts.follow(room.undo)
  acts.follow(companion.undo)
  room.transact(() => stakeholdersOf(room.doc).add({ name: 'A' }, 'a'))
  acts.push({ undo: () => said.push('rating back'), redo: () => said.push('rating again') })
  companion.transact(() => companion.doc.getMap('stakeholders').set('a', 1))

  acts.undo()
  expect(companion.doc.getMap('stakeholders').size).toBe(0)
  expect(said).toEqual([])
  acts.undo()
  expect(said).toEqual(['rating back'])
  expect(stakeholdersOf(room.doc).get('a')?.name).toBe('A')
  acts.undo()
  expect(stakeholdersOf(room.doc).get('a')).toBeNull()
  expect(acts.canUndo).toBe(false)

  acts.redo()
  acts.redo()
  acts.redo()
  expect(stakeholdersOf(room.doc).get('a')?.name).toBe('A')
  expect(said).toEqual(['rating back', 'rating again'])
  expect(companion.doc.getMap('stakeholders').get('a')).toBe(1)
  expect(acts.canRedo).toBe(false)
})

test('[MAP-27] what others do is never among my acts', () => {
  const room = new FakeRoom()
  const acts = new OwnActs()
  acts.follow(room.undo)
  room.doc.transact(() => stakeholdersOf(room.doc).add({ name: 'B' }, 'b'), 'someone else')
  expect(acts.canUndo).toBe(false)
})

test('[MAP-27] a group of edits is one act, and a toast takes back its own act even after a later one', () => {
  const room = new FakeRoom()
  const acts = new OwnActs()
  acts.follow(room.undo)
  acts.group(() => {
    room.transact(() => stakeholdersOf(room.doc).add({ name: 'A' }, 'a'))
    room.transact(() => stakeholdersOf(room.doc).add({ name: 'B' }, 'b'))
  })
  const said: string[] = []
  const rating = { undo: () => said.push('undo'), redo: () => said.push('redo') }
  acts.push(rating)
  room.transact(() => stakeholdersOf(room.doc).set('a', { name: 'A2' }))
  expect(acts.takeBack(rating)).toBe(true)
  expect(acts.takeBack(rating)).toBe(false)
  expect(said).toEqual(['undo'])
  acts.undo()
  expect(stakeholdersOf(room.doc).get('a')?.name).toBe('A')
  acts.undo()
  expect(stakeholdersOf(room.doc).all()).toEqual([])
})
