// Served at /sw.js while TRESTLE_SERVICE_WORKER is off: takes the place of the worker that a browser has, and removes itself.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(remove()))

async function remove() {
  const names = (await caches.keys()).filter(name => name.startsWith('trestle-release-'))
  await Promise.all(names.map(name => caches.delete(name)))
  await self.registration.unregister()
}
