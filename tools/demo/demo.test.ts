import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from '../bundle.mjs';

it('npm run demo geht alle Szenen durch und sagt am Ende, dass alles gut ist', { timeout: 240_000 }, () => {
  const p = spawnSync(process.execPath, ['tools/run.mjs', 'tools/demo/demo.ts', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const zeile = p.stdout.trim().split('\n').at(-1) ?? '';
  expect([p.status, JSON.parse(zeile)]).toMatchObject([0, { ok: true }]);
});
