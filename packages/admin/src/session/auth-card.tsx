import type { ComponentChildren } from "preact";
import { LanguagePicker } from "../shell/language-picker.tsx";
import { Logo } from "../shell/logo.tsx";
import { usePageTitle } from "../shell/page-title.ts";

type AuthCardProps = { title: string; text?: ComponentChildren; children: ComponentChildren };

export function AuthCard({ title, text, children }: AuthCardProps) {
  const heading = usePageTitle(title);
  return (
    <div class="auth">
      <main class="auth-card">
        <Logo />
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {text && <p class="auth-text">{text}</p>}
        {children}
      </main>
      <footer class="auth-foot">
        <LanguagePicker />
      </footer>
    </div>
  );
}
