// Entry of the process in which an installation judges files; see `pruefeGeschuetzt`.
import { urteile } from './kind.ts';

await urteile();
