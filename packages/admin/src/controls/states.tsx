import { msg } from "@lingui/core/macro";
import { CloudOff, RotateCw } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { errorText, t } from "../text/i18n.ts";
import { Button } from "./button.tsx";

type EmptyProps = {
  icon: ComponentChildren;
  title: string;
  text?: ComponentChildren;
  /** It is the page's whole content: its title is the page's heading. */
  alone?: boolean;
  children?: ComponentChildren;
};

/** Stands where a list would be: nothing there yet, nothing found, or nothing to be had. */
export function Empty({ icon, title, text, alone, children }: EmptyProps) {
  return (
    <div class="empty">
      <div class="empty-icon" aria-hidden>
        {icon}
      </div>
      {alone ? <h1>{title}</h1> : <h2>{title}</h2>}
      {text && <p>{text}</p>}
      {children && <div class="empty-actions">{children}</div>}
    </div>
  );
}

type LoadErrorProps = { error: unknown; onRetry: () => void; alone?: boolean };

export function LoadError({ error, onRetry, alone }: LoadErrorProps) {
  return (
    <div role="alert">
      <Empty
        icon={<CloudOff size={24} />}
        alone={alone}
        title={t(msg`This could not be loaded`)}
        text={errorText(error)}
      >
        <Button onClick={onRetry}>
          <RotateCw size={16} aria-hidden />
          {t(msg`Try again`)}
        </Button>
      </Empty>
    </div>
  );
}

/** A grey bar of about the size of the text that will stand there. */
export function Bone({ width = "100%", height = "14px" }: { width?: string; height?: string }) {
  return <span class="bone" style={{ width, height }} />;
}

export function Loading({ children }: { children: ComponentChildren }) {
  return (
    <div aria-busy="true">
      <span class="td-sr" role="status">
        {t(msg`Loading`)}
      </span>
      <div aria-hidden>{children}</div>
    </div>
  );
}
