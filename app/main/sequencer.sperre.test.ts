import { describe, expect, inject, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { withLock } from './sequencer.ts';

const t = await neueDatenbank();
const log = { info: () => undefined };

describe('Sperre des Protokollschreibers', () => {
  it('lässt einen zweiten warten, bis der erste endet', async () => {
    const cluster = inject('cluster');
    const zugriff = {
      host: cluster.host,
      port: cluster.port,
      database: t.name,
      user: 'rvtest_sequencer',
      password: 's',
    };
    const ende = new AbortController();
    const folge: string[] = [];
    let gib = () => {};
    const erster = withLock(zugriff, ende.signal, log, async () => {
      folge.push('erster');
      await new Promise<void>((r) => (gib = r));
      folge.push('erster fertig');
    });
    while (folge.length === 0) await new Promise((r) => setTimeout(r, 20));
    const zweiter = withLock(zugriff, ende.signal, log, async () => void folge.push('zweiter'));
    await new Promise((r) => setTimeout(r, 300));
    expect(folge).toEqual(['erster']);
    gib();
    await Promise.all([erster, zweiter]);
    expect(folge).toEqual(['erster', 'erster fertig', 'zweiter']);
  });
});
