import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LoadError } from "../controls/states.tsx";

/** A page whose code comes when it is first opened; with a way to try again when it does not come. */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  return function LazyPage(props: Props) {
    const [, setShown] = useState(loaded);
    const [error, setError] = useState<unknown>(null);
    useEffect(() => {
      if (loaded || error !== null) return;
      load().then((page) => {
        loaded = page;
        setShown(() => page);
      }, setError);
    }, [error]);
    if (loaded) {
      const Loaded = loaded;
      return <Loaded {...props} />;
    }
    // A new version of the console has other files: only a fresh page finds them.
    if (error !== null)
      return <LoadError alone error={new TypeError("page")} onRetry={() => location.reload()} />;
    return <main class="page" aria-busy="true" />;
  };
}
