import { Bone, Loading } from "../controls/states.tsx";

/** Lines of a history that is being read. */
export function HistoryBones() {
  return (
    <Loading>
      <div class="bones">
        <Bone height="20px" width="70%" />
        <Bone height="20px" width="55%" />
        <Bone height="20px" width="62%" />
      </div>
    </Loading>
  );
}
