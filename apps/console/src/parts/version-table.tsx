import type { Projection } from '../shapes';
import type { RebuildWatch } from '../use-rebuild';
import { ConfirmButton } from './confirm-button';

interface VersionTableProps {
  readonly projection: Projection;
  readonly versions: readonly number[];
  /** The version that is compared with the served one just now. */
  readonly compared: string | undefined;
  readonly onCompare: (version: string | undefined) => void;
  readonly watch: RebuildWatch;
}

/** The versions that the catalogue has: one is served, the others stand by to be compared and switched to. */
export function VersionTable({ projection: { name, version: served }, versions, compared, onCompare, watch }: VersionTableProps) {
  return (
    <table class="table">
      <caption class="hidden">Versions</caption>
      <tbody>
        {versions.map((version) => (
          <tr key={version}>
            <th scope="row">Version {version}</th>
            <td>{version === served ? <span class="state live">served</span> : <span class="faint">stands by</span>}</td>
            <td class="act">
              {version !== served && (
                <button type="button" aria-pressed={compared === String(version)} onClick={() => onCompare(compared === String(version) ? undefined : String(version))}>
                  {compared === String(version) ? 'Close the comparison' : 'Compare'}
                </button>
              )}{' '}
              <ConfirmButton
                label={version === served ? 'Rebuild' : `Rebuild as version ${version}`}
                title={version === served ? `Rebuild ${name}?` : `Rebuild ${name} as version ${version}?`}
                disabled={watch.running !== undefined}
                onConfirm={() => watch.rebuild(version === served ? undefined : version)}
              >
                <RebuildMeans version={version === served ? undefined : version} />
              </ConfirmButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RebuildMeans({ version }: { readonly version?: number | undefined }) {
  return (
    <p>
      Its documents are computed again from the first event, beside the ones that are served. Readers keep the old ones until the new ones have caught up
      {version === undefined ? '.' : `; then version ${version} is served, and can be rolled back.`} Nothing is sent because of it.
    </p>
  );
}
