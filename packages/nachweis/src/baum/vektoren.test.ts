import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifyInclusion } from './verify.ts';

const folder = join(process.env['STANDARDS_DIR'] ?? '../shared/standards', 'tlog/merkle');
const sha256 = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const files = (kind: string) =>
  readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

interface InclusionVector {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
}

interface ConsistencyVector {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
}

const read = <T>(kind: string, name: string) => JSON.parse(readFileSync(join(folder, kind, name), 'utf8')) as T;

describe.skipIf(!existsSync(folder))(
  'RFC 6962 / 9162 proofs of transparency-dev/merkle (skipped where STANDARDS_DIR is absent)',
  () => {
    it('answers every inclusion vector', () => {
      const names = files('inclusion');
      expect(names.length).toBeGreaterThan(90);
      for (const name of names) {
        const v = read<InclusionVector>('inclusion', name);
        const answer = verifyInclusion(sha256, {
          index: v.leafIdx,
          groesse: v.treeSize,
          blattHash: bytes(v.leafHash),
          proof: (v.proof ?? []).map(bytes),
          wurzel: bytes(v.root),
        });
        expect(answer, name).toBe(!v.wantErr);
      }
    });

    it('answers every consistency vector', () => {
      const names = files('consistency');
      expect(names.length).toBeGreaterThan(90);
      for (const name of names) {
        const v = read<ConsistencyVector>('consistency', name);
        const answer = verifyConsistency(sha256, {
          alt: v.size1,
          neu: v.size2,
          wurzelAlt: bytes(v.root1),
          wurzelNeu: bytes(v.root2),
          proof: (v.proof ?? []).map(bytes),
        });
        expect(answer, name).toBe(!v.wantErr);
      }
    });
  },
);
