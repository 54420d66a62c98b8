"""Every session an athlete could be given, as a PlannedSession with its numbers, built once and kept.

In: abilities, blueprint. Out: prototypes without ``why``; ``plan.py`` adds the reason when the week is known.
"""

from __future__ import annotations

from dataclasses import replace

from homestretch.athlete.model import Abilities, FixedSession, Pillar
from homestretch.blueprint.model import Blueprint, LadderStep, Part, Repeat, SessionType, Work
from homestretch.blueprint.notation import describe
from homestretch.blueprint.quality import is_quality
from homestretch.planning.by_time import BY_TIME, TIMED, how_far, in_gears, timed_parts
from homestretch.planning.calendar import RaceDay
from homestretch.planning.eligible import LOOP_TESTS
from homestretch.planning.numbers import pair, table
from homestretch.planning.prescription import ROUND_M, Prescriber, Totals, minutes_step
from homestretch.planning.season import AS_THE_CLUB, PlannedSession, Step, Target
from homestretch.units import format_mark

SIZES = ("full", "short", "least")  # of warm-up and cool-down
LONGER = ("long", *SIZES)  # where few running days leave a week short of its kilometres
EASY_IDS = ("AB01", "AB02", "AB04", "AB14")
TOUCH_SHARE = 0.4  # a touch counts 0.4 of its load, its fast part (method 13.23)
TOUCHES = {
    "AB03": "transition_speed",
    "SP01": "transition_speed",
    "FK09": "finishing_kick",
    "HI03": "finishing_kick",
    "SP03": "finishing_kick",
}
TOUCH_REPS_B, TOUCH_REPS = 2, 3  # LT04 at step 0: 2 to 4 x 200 m (13.23)
STRIDES_LEAST_MIN = 5.0  # contract: the strides of AB03 count at least five minutes
KICK_CUE = "C6"  # method M11: the last rep carries one kick cue
CLUB_RPE, CLUB_MINUTES, CLUB_HSR_B, CLUB_HSR = 7.0, 60, 800, 1500  # method 13.14
RACE_NAMES = {800: "800 m", 1500: "1500 m", 1609: "mile", 3000: "3000 m", 5000: "5000 m"}


def first_work(parts: tuple[Part, ...]) -> Work | None:
    """The first effort of a main part, looking into sets."""
    for part in parts:
        if isinstance(part, Work):
            return part
        if isinstance(part, Repeat):
            return first_work(part.parts)
    return None


class Menu:
    """Prototypes by (id, step, size) and by minutes; the arithmetic of one athlete."""

    def __init__(
        self, abilities: Abilities, blueprint: Blueprint, by_time: frozenset[str] = frozenset()
    ) -> None:
        self.by_time = by_time  # sessions that are always run by time: there is no track
        self.abilities = abilities
        self.blueprint = blueprint
        self.prescriber = Prescriber(abilities, blueprint)
        self._kept: dict[tuple[object, ...], PlannedSession] = {}
        self._warm = table(blueprint, "season.warm_up")

    # -- quality sessions -----------------------------------------------------------------------
    def quality(self, session_id: str, step: int, size: str = "full", timed: bool = False) -> PlannedSession:
        """A session of the library at a ladder step, with warm-up and cool-down of that size.

        ``timed``: its efforts as times, for a day without the track (method 4.4).
        """
        key = (session_id, step, size, timed)
        if key not in self._kept:
            kind = self.blueprint.sessions[session_id]
            rung = kind.ladder[step - 1]
            if timed or session_id in self.by_time:
                main = timed_parts(rung.main, self.prescriber)
                if session_id in LOOP_TESTS:
                    main, aim = how_far(main)
                    kind = replace(kind, objective=aim)
                name = kind.name if main == rung.main else kind.name + TIMED
                kind = replace(kind, name=name, terrain=BY_TIME)
                rung = replace(rung, main=main)
            self._kept[key] = self._build(kind, rung, step, size)
        return self._kept[key]

    def is_whole(self, kind: SessionType, rung: LadderStep) -> bool:
        """True for runs that begin easy by themselves (progressions, fartleks) and need no warm-up."""
        work = first_work(rung.main)
        if work is None or work.intensity is None:
            return True
        low, high = self.prescriber.band(work.intensity)
        return (
            not work.uphill and (low + high) / 2 < 0.80 * self.prescriber.cs and work.duration_s is not None
        )

    def _frame(self, size: str, strides: bool, long: bool) -> tuple[list[Step], list[Step]]:
        warm, drills, cool = self._warm[size]
        if long and size == "full":
            warm += 5  # sprint work wants 20 minutes (method MC13)
        p = self.prescriber
        before = [minutes_step(p, "warmup", int(warm), "warmup", 3.0, "easy")]
        before.append(
            Step(
                "drills",
                None,
                int(drills) * 60,
                Target(rpe=3.0),
                "drills: A-skip, B-skip, dribble, straight-leg",
            )
        )
        if strides:
            low, high = 0.95 * self.abilities.v800.value, 1.0 * self.abilities.v800.value
            run = Step(
                "warmup",
                int(self._warm["stride_m"]),
                None,
                p.target(low, high, "stride, relaxed", 4.0, False),
                "stride",
            )
            walk = Step("recovery", None, 60, Target(rpe=1.0), "walk")
            before.append(
                Step("warmup", repeat=int(self._warm["strides"]), steps=(run, walk), text="strides")
            )
        return before, [minutes_step(p, "cooldown", int(cool), "warmup", 2.0, "easy")]

    def _build(self, kind: SessionType, rung: LadderStep, step: int, size: str) -> PlannedSession:
        p = self.prescriber
        main = p.parts(rung.main, kind.rpe)
        whole = self.is_whole(kind, rung)
        fast = rung.hsr_m > 0 or rung.sprint_m > 0 or kind.zone in ("VO", "TT", "SPH", "V15H")
        before, after = ([], []) if whole else self._frame(size, fast, rung.sprint_m > 0)
        steps = (*before, *main, *after)
        return self._session(kind, rung, step, steps, p.measure(main), describe(in_gears(rung.main)))

    def _session(
        self,
        kind: SessionType,
        rung: LadderStep,
        step: int,
        steps: tuple[Step, ...],
        main: Totals,
        notation: str,
    ) -> PlannedSession:
        total = self.prescriber.measure(steps)
        duration = total.duration_s
        pillar = kind.pillar
        minutes = main.duration_s / 60
        return PlannedSession(
            id=kind.id,
            name=kind.name,
            pillar=pillar,
            level=step,
            quality=is_quality(kind, step),
            notation=notation,
            distance_m=total.distance_m,
            duration_s=total.duration_s,
            planned_rpe=kind.rpe,
            load=round(kind.rpe * duration / 60),
            main_minutes=round(minutes, 1),
            hsr_m=rung.hsr_m,
            sprint_m=rung.sprint_m,
            contacts=0,
            zone_seconds=total.zones,
            steps=steps,
            cues=self.cue_texts(kind),
            why="",
            terrain=kind.terrain,
            objective=kind.objective,
            lighter=self._lighter(kind, step),
        )

    def cue_texts(self, kind: SessionType) -> tuple[str, ...]:
        cues = [self.blueprint.cues[c] for c in kind.cues if not (c == KICK_CUE and len(kind.cues) > 2)]
        fast = kind.pillar in ("lactate_tolerance", "transition_speed") or kind.id.startswith("RS")
        if fast or KICK_CUE in kind.cues:
            cues.append(
                f"Last rep: {self.blueprint.cues[KICK_CUE][0].lower()}{self.blueprint.cues[KICK_CUE][1:]}"
            )
        return tuple(dict.fromkeys(cues))

    def _lighter(self, kind: SessionType, step: int) -> str:
        if step > 1 and len(kind.ladder) > 1:
            main = kind.ladder[step - 2].main
            return describe(in_gears(timed_parts(main, self.prescriber) if kind.terrain == BY_TIME else main))
        return "30 min easy"

    # -- easy running ---------------------------------------------------------------------------
    def per_five(self, band: str) -> int:
        """Metres of five easy minutes, rounded to 10 (so that planned sums are exact)."""
        return round(self.prescriber.easy_speed(band) * 300 / ROUND_M) * ROUND_M

    def easy(self, session_id: str, minutes: int, step: int = 0) -> PlannedSession:
        """AB01, AB02, AB04 or AB14 of ``minutes`` (a multiple of five), or AB03, FK09 with their fast part."""
        key = ("easy", session_id, minutes, step)
        if key not in self._kept:
            self._kept[key] = self._easy(self.blueprint.sessions[session_id], minutes, step)
        return self._kept[key]

    def _nearest(self, kind: SessionType, minutes: int) -> int:
        sized = [
            (abs((rung.minutes or 0) - minutes), k) for k, rung in enumerate(kind.ladder, 1) if rung.minutes
        ]
        return min(sized)[1] if sized else 1

    def _easy(self, kind: SessionType, minutes: int, step: int) -> PlannedSession:
        p = self.prescriber
        rung, fast, text = self._fast_part(kind, step)
        band = kind.id if kind.id in p.paces else "AB02"
        words = {"AB01": "recovery", "AB04": "long, easy", "AB14": "easy, rolling"}
        run = minutes_step(p, "easy", minutes, band, self._felt(kind, minutes), words.get(kind.id, "easy"))
        steps = (run, *fast)
        main = p.measure(fast)
        total_m = minutes // 5 * self.per_five(band) + main.distance_m
        seconds = minutes * 60 + main.duration_s
        rpe = kind.rpe if not (kind.id == "LT04" and step == 0) else 5.0
        name, notation = self._easy_words(kind, minutes, text)
        credited = main.duration_s / 60 if fast else float(minutes)
        if kind.id == "AB03":
            credited = max(credited, STRIDES_LEAST_MIN)
        return PlannedSession(
            id=kind.id,
            name=name,
            pillar=kind.pillar,
            level=step if fast else self._nearest(kind, minutes),
            quality=False,
            notation=notation,
            distance_m=total_m,
            duration_s=seconds,
            planned_rpe=rpe,
            load=round(rpe * seconds / 60),
            main_minutes=round(credited, 1),
            hsr_m=rung.hsr_m if rung else 0,
            sprint_m=rung.sprint_m if rung else 0,
            contacts=0,
            zone_seconds=(minutes * 60 + main.zones[0], main.zones[1], main.zones[2]),
            steps=steps,
            cues=tuple(self.blueprint.cues[c] for c in kind.cues),
            why="",
            terrain=kind.terrain,
            objective=kind.objective,
            lighter="rest" if kind.id == "AB01" else "20 min recovery run",
        )

    def _felt(self, kind: SessionType, minutes: int) -> float:
        """RPE of the easy running itself: a long run no longer than easy runs may be feels like one (13.13)."""
        short = kind.id == "AB04" and minutes <= easy_pair(self.blueprint, self.abilities.level)[1]
        return min(self.blueprint.sessions["AB02"].rpe if short else kind.rpe, 4.0)

    def _fast_part(self, kind: SessionType, step: int) -> tuple[LadderStep | None, tuple[Step, ...], str]:
        if kind.id in EASY_IDS:
            return None, (), ""
        rung = (
            self._touch(kind.touch) if step == 0 and kind.touch is not None else kind.ladder[max(step, 1) - 1]
        )
        parts = tuple(x for x in rung.main if not self._is_easy_lead(x))
        return rung, self.prescriber.parts(parts, kind.rpe), describe(parts)

    def _touch(self, rung: LadderStep) -> LadderStep:
        """The short set of 13.23 (2 to 4 reps): two for beginners, three for others."""
        count = TOUCH_REPS_B if self.abilities.level == "beginner" else TOUCH_REPS
        main = tuple(replace(p, count=count) if isinstance(p, Repeat) else p for p in rung.main)
        old = next((p.count for p in rung.main if isinstance(p, Repeat)), count)
        return replace(
            rung, main=main, hsr_m=rung.hsr_m * count // old, quality_m=rung.quality_m * count // old
        )

    def _is_easy_lead(self, part: Part) -> bool:
        """The easy running that a ladder prints before its strides: sized in minutes by the planner."""
        if not isinstance(part, Work) or part.duration_s is None or part.duration_s < 600:
            return False
        return part.intensity is None or self.prescriber.band(part.intensity)[1] < 0.9 * self.prescriber.cs

    def _easy_words(self, kind: SessionType, minutes: int, fast: str) -> tuple[str, str]:
        words = {"AB01": "recovery", "AB04": "easy", "AB14": "easy over hills", "LT04": "easy"}.get(
            kind.id, "easy"
        )
        base = f"{minutes} min {words}"
        name = "Easy run with 200s" if kind.id == "LT04" else kind.name
        return name, f"{base} + {fast}" if fast else base

    # -- support --------------------------------------------------------------------------------
    def support(self, session_id: str, step: int, contacts: int = 0) -> PlannedSession:
        """Strength, plyometrics, mobility or rest at a ladder step (ST04: any number of contacts from 20 up)."""
        key = ("support", session_id, step, contacts)
        if key not in self._kept:
            kind = self.blueprint.sessions[session_id]
            rung = kind.ladder[step - 1]
            minutes = rung.minutes or kind.minutes
            rest = session_id == "RC01"
            notation = f"{contacts} contacts" if contacts else rung.notation
            self._kept[key] = PlannedSession(
                id=kind.id,
                name=kind.name,
                pillar=None if rest else "support",
                level=step,
                quality=False,
                notation=notation,
                distance_m=0,
                duration_s=minutes * 60,
                planned_rpe=kind.rpe,
                load=round(kind.rpe * minutes),
                main_minutes=float(minutes),
                hsr_m=0,
                sprint_m=0,
                contacts=contacts,
                zone_seconds=(0, 0, 0),
                steps=(Step("strength", None, minutes * 60, Target(rpe=kind.rpe), notation),),
                cues=tuple(self.blueprint.cues[c] for c in kind.cues),
                why="",
                terrain=kind.terrain,
                objective=kind.objective,
                lighter="rest",
            )
        return self._kept[key]

    # -- club and race --------------------------------------------------------------------------
    def club(self, fixed: FixedSession, share: float, jogged: float = 0.5) -> PlannedSession:
        """A fixed club session at ``share`` of its size (method 13.14, 13.28)."""
        p = self.prescriber
        minutes = max(round((fixed.minutes or CLUB_MINUTES) * share / 5) * 5, 30)
        default = CLUB_HSR_B if self.abilities.level == "beginner" else CLUB_HSR
        hsr = int((fixed.hsr_m if fixed.hsr_m is not None else default) * share / ROUND_M) * ROUND_M
        pillar: Pillar = fixed.pillar or "lactate_tolerance"
        main_min = minutes - 20
        fast = p.target(self.abilities.v3000.value, self.abilities.v800.value, AS_THE_CLUB, CLUB_RPE, False)
        fast_s = round(hsr / self.abilities.v1500.value)
        rest_s = main_min * 60 - fast_s
        easy = p.target(*p.easy_band("AB02"), "easy, beside the group", 3.0, True)
        steps = (
            minutes_step(p, "warmup", 10, "warmup", 3.0, "easy"),
            Step("work", hsr, None, fast, "in repetitions")
            if hsr
            else Step("easy", None, main_min * 60, easy, "easy"),
            *self._club_rest(rest_s if hsr else 0, jogged),
            minutes_step(p, "cooldown", 10, "warmup", 2.0, "easy"),
        )
        total = p.measure(steps)
        return PlannedSession(
            "CLUB",
            fixed.what or "Club session",
            pillar,
            0,
            True,
            fixed.what or "club session",
            total.distance_m,
            total.duration_s,
            CLUB_RPE,
            round(CLUB_RPE * total.duration_s / 60),
            float(main_min),
            hsr,
            0,
            0,
            total.zones,
            steps,
            (self.blueprint.cues["C5"],),
            "",
            "track",
            "train with the group",
            "run the first half only",
        )

    def _club_rest(self, seconds: int, jogged: float) -> tuple[Step, ...]:
        """Between the club's efforts: a share jogged, the rest walked or stood."""
        if seconds <= 1:
            return ()
        p = self.prescriber
        run = round(seconds * jogged)
        walk = Step("recovery", None, seconds - run, Target(rpe=1.0), "walk")
        if not run:
            return (walk,)
        return Step("recovery", None, run, p.target(*p.easy_band("jog"), "jog", 2.0, False), "jog"), walk

    def club_within(self, fixed: FixedSession, share: float, most_m: float, most_hsr: int) -> PlannedSession:
        """The club session with so much of its pauses jogged as ``most_m`` allows (INV-10).

        Fast metres that the athlete did not state are an assumption: no more of them than the week may hold (INV-12).
        """
        default = CLUB_HSR_B if self.abilities.level == "beginner" else CLUB_HSR
        stated = default if fixed.hsr_m is None else fixed.hsr_m
        fixed = replace(fixed, hsr_m=min(stated, round(most_hsr / share)) if share else 0)
        session = self.club(fixed, share)
        return session if session.distance_m <= most_m else self.club(fixed, share, jogged=0.0)

    def race(self, day: RaceDay, size: str = "full") -> PlannedSession:
        """The race itself with warm-up and cool-down; its own metres count neither as HSR nor as SPR (INV-12)."""
        p = self.prescriber
        before, after = self._frame(size, True, False)
        name = RACE_NAMES.get(round(day.race.distance_m), f"{day.race.distance_m:.0f} m")
        anchor = {800: "V800", 1500: "V1500", 1609: "V1500", 3000: "V3K", 5000: "V5K"}[
            round(day.race.distance_m)
        ]
        speed = self.abilities.anchor(anchor)
        rpe = float(table(self.blueprint, "season.race_rpe")[day.race.priority])
        run = Step(
            "work",
            round(day.race.distance_m),
            None,
            p.target(0.985 * speed, 1.005 * speed, f"{name} race", rpe, False),
            "race",
        )
        steps = (*before, run, *after)
        total = p.measure(steps)
        main = p.measure((run,))
        goal = f", goal {format_mark(day.race.goal_s)}" if day.race.goal_s and day.decides else ""
        title = f"{name} race" + (f", round {day.round + 1}" if day.race.rounds else "")
        return PlannedSession(
            "RACE",
            title,
            None,
            0,
            True,
            f"{name}, priority {day.race.priority}{goal}",
            total.distance_m,
            total.duration_s,
            rpe,
            round(rpe * total.duration_s / 60),
            round(main.duration_s / 60, 1),
            0,
            0,
            0,
            total.zones,
            steps,
            (self.blueprint.cues["C2"], self.blueprint.cues["C6"]),
            "",
            "indoor track" if day.race.indoor else "track",
            "race",
            "",
        )


def easy_pair(blueprint: Blueprint, level: str) -> tuple[int, int]:
    low, high = pair(table(blueprint, "season.easy_minutes")[level])
    return int(low), int(high)
