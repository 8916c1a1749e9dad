// Completes package-lock.json after `npm install`: a registry that does not serve the binaries of other platforms leaves their
// entries out, and `npm ci` then refuses the file. They are entered with version and platform, without a hash; npm skips them
// wherever the platform does not fit. Usage: node tools/sperrdatei.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const datei = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(datei, 'utf8'));
const OS = ['android', 'darwin', 'win32', 'freebsd', 'openbsd', 'netbsd', 'linux', 'openharmony', 'aix', 'sunos'];
const CPU = {
  'arm-': 'arm',
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
};

let neu = 0;
for (const [ort, paket] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(paket.optionalDependencies ?? {})) {
    const ziel = `node_modules/${name}`;
    if (lock.packages[ziel] || lock.packages[`${ort}/${ziel}`] || !/^\d/.test(version)) continue;
    const os = OS.find((o) => name.includes(o));
    const cpu = Object.entries(CPU).find(([teil]) => name.includes(teil))?.[1];
    if (!os || !cpu) throw new Error(`Plattform von ${name} unbekannt`);
    lock.packages[ziel] = {
      version,
      cpu: [cpu],
      ...(paket.dev ? { dev: true } : {}),
      ...(name.includes('musl') ? { libc: ['musl'] } : os === 'linux' ? { libc: ['glibc'] } : {}),
      optional: true,
      os: [os],
    };
    neu++;
  }
}
const kopf = lock.packages[''];
const rest = Object.entries(lock.packages)
  .filter(([n]) => n !== '')
  .sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = { '': kopf, ...Object.fromEntries(rest) };
writeFileSync(datei, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${neu} Einträge ergänzt`);
