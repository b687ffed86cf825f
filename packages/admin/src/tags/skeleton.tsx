import { Bone, Loading } from "../controls/states.tsx";
import type { Density } from "./list-state.ts";
import { useRowHeight } from "./row-height.ts";

const widths = ["72px", "110px", "64px", "132px", "88px", "96px", "120px", "76px"];

export function TagTableSkeleton({ density }: { density: Density }) {
  const height = `${useRowHeight(density)}px`;
  return (
    <Loading>
      <div class="skeleton-rows">
        <div class="skeleton-row skeleton-head">
          <Bone width="48px" height="10px" />
          <Bone width="56px" height="10px" />
        </div>
        {widths.map((width) => (
          <div key={width} class="skeleton-row" style={{ height }}>
            <Bone width={width} height="24px" />
            <Bone width="44px" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
