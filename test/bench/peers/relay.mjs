// A relay that parses, guards and keeps nothing. With TICK every socket is written to once per so many milliseconds.
import { createServer } from 'node:http'
import { Sender, WebSocketServer } from 'ws'

const { HOST, PORT, TICK } = process.env
const FRAME = { fin: true, rsv1: false, opcode: 2, mask: false, readOnly: true }
const rooms = new Map()
const http = createServer()
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })

sockets.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? { members: new Set(), waiting: [], timer: null }
  rooms.set(request.url, room)
  room.members.add(socket)
  socket.on('error', () => {})
  socket.on('close', () => {
    room.members.delete(socket)
    if (room.members.size === 0) rooms.delete(request.url)
  })
  socket.on('message', message => {
    if (TICK) collect(room, message)
    else for (const other of room.members) if (other !== socket) other.send(message)
  })
})

function collect(room, message) {
  room.waiting.push(...Sender.frame(message, FRAME))
  room.timer ??= setTimeout(() => {
    const frames = Buffer.concat(room.waiting)
    room.waiting = []
    room.timer = null
    for (const { _socket: socket } of room.members) socket.write(frames)
  }, Number(TICK))
}

http.listen(Number(PORT), HOST)
