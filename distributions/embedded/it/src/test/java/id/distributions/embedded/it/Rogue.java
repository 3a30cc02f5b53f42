package id.distributions.embedded.it;

import com.example.rogue.Enders;
import com.example.rogue.GreedyNotifiers;
import com.example.rogue.HangingNotifiers;
import com.example.rogue.LivingNotifiers;
import com.example.rogue.RogueEngines;
import com.example.rogue.RogueMatchers;
import com.example.rogue.RogueServices;
import com.example.rogue.RogueStages;
import com.example.rogue.ThrowingNotifiers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The rogue plugins; the number is that of docs/rogue-plugins.md. */
enum Rogue {
    R01(Ask.MESSAGE, ThrowingNotifiers.Runtime.class), R02(Ask.MESSAGE, ThrowingNotifiers.Checked.class),
    R03(Ask.MESSAGE, ThrowingNotifiers.AnError.class), R04(Ask.MESSAGE, ThrowingNotifiers.Overflow.class),
    R05(Ask.MESSAGE, ThrowingNotifiers.OutOfMemory.class), R06(Ask.MESSAGE, ThrowingNotifiers.Unlinked.class),
    R07(Ask.MESSAGE, ThrowingNotifiers.Death.class), R08(Ask.MESSAGE, ThrowingNotifiers.BrokenException.class),
    R09(Ask.MESSAGE, ThrowingNotifiers.Personal.class), R10(Ask.MESSAGE, ThrowingNotifiers.CyclicCause.class),
    R11(Ask.MESSAGE, ThrowingNotifiers.CallersFault.class), R12(Ask.MESSAGE, ThrowingNotifiers.HugeMessage.class),
    R13(Ask.MESSAGE, ThrowingNotifiers.BrokenCode.class), R14(Ask.SHORT_MESSAGE, HangingNotifiers.Hangs.class),
    R15(Ask.SHORT_MESSAGE, HangingNotifiers.IgnoresInterruption.class),
    R16(Ask.SHORT_MESSAGE, HangingNotifiers.WaitsForALock.class), R17(Ask.SHORT_MESSAGE, HangingNotifiers.Spins.class),
    R18(Ask.SHORT_MESSAGE, HangingNotifiers.NeverResolves.class), R19(Ask.MESSAGE, HangingNotifiers.ResolvesTwice.class),
    R20(Ask.MESSAGE, HangingNotifiers.ResolvesNull.class), R21(Ask.MESSAGE, HangingNotifiers.FailsWithError.class),
    R22(Ask.SHORT_MESSAGE, HangingNotifiers.ResolvesLate.class), R23(Ask.MESSAGE, HangingNotifiers.ReturnsNull.class),
    R24(Ask.MESSAGE, HangingNotifiers.InterruptsItsCaller.class),
    R25(Ask.MESSAGE, GreedyNotifiers.AllocatesAndReleases.class), R26(Ask.MESSAGE, GreedyNotifiers.Hoards.class),
    R27(Ask.MESSAGE, GreedyNotifiers.LeavesThreadLocal.class),
    R28(Ask.MESSAGE, GreedyNotifiers.LeavesContextClassLoader.class), R29(Ask.MESSAGE, GreedyNotifiers.StartsThreads.class),
    R30(Ask.MESSAGE, GreedyNotifiers.StartsATimer.class), R31(Ask.MESSAGE, GreedyNotifiers.AddsAShutdownHook.class),
    R32(Ask.MESSAGE, GreedyNotifiers.FloodsTheOutput.class), R33(Ask.MESSAGE, GreedyNotifiers.ReadsFiles.class),
    R34(Ask.MESSAGE, GreedyNotifiers.OpensSockets.class), R35(Ask.MESSAGE, GreedyNotifiers.StartsAProcess.class),
    R36(Ask.MESSAGE, GreedyNotifiers.ChangesTheProcess.class), R37(Ask.MESSAGE, LivingNotifiers.ThrowsInActivate.class),
    R38(Ask.SHORT_MESSAGE, LivingNotifiers.HangsInActivate.class),
    R39(Ask.MESSAGE, LivingNotifiers.FailsToInitialize.class),
    R40(Ask.SHORT_MESSAGE, LivingNotifiers.ConstructsForEver.class),
    R41(Ask.MESSAGE, LivingNotifiers.ThrowsInDeactivate.class),
    R42(Ask.MESSAGE, LivingNotifiers.DeadlocksInDeactivate.class),
    R43(Ask.MESSAGE, LivingNotifiers.Plain.class, Map.of("channel", "rogue"), 2),
    R44(Ask.MESSAGE, LivingNotifiers.Plain.class, Map.of("channel", 7, "service.ranking", "high"), 1),
    R45(Ask.MESSAGE, LivingNotifiers.Plain.class, Map.of("channel", "rogue", "service.ranking", Integer.MAX_VALUE), 1),
    R46(Ask.MESSAGE, LivingNotifiers.HangingProperty.class), R47(Ask.MESSAGE, LivingNotifiers.ChangingProperty.class),
    R48(Ask.MESSAGE, LivingNotifiers.UninstallsItself.class), R49(Ask.MESSAGE, LivingNotifiers.CallsItself.class),
    R50(Ask.MESSAGE, LivingNotifiers.LoadsCoreClasses.class),
    R51(Ask.MESSAGE, LivingNotifiers.LooksAtOtherBundles.class),

    R60(Ask.STAGE, RogueStages.Throws.class), R61(Ask.STAGE, RogueStages.ReturnsNull.class),
    R62(Ask.STAGE, RogueStages.NoRule.class), R63(Ask.STAGE, RogueStages.MillionFacts.class),
    R64(Ask.STAGE, RogueStages.HugeFact.class), R65(Ask.STAGE, RogueStages.DuplicateOfNobody.class),
    R66(Ask.STAGE, RogueStages.DuplicateOfItself.class), R67(Ask.STAGE, RogueStages.AdjudicatesNothing.class),
    R68(Ask.STAGE, RogueStages.RejectsWithoutProblem.class), R69(Ask.STAGE, RogueStages.HoldsWithoutReason.class),
    R70(Ask.STAGE, RogueStages.IssuesNobody.class), R71(Ask.STAGE, RogueStages.WaitsForAges.class),
    R72(Ask.STAGE, RogueStages.WaitsBackwards.class), R73(Ask.STAGE, RogueStages.SaysItWasInterrupted.class),
    R74(Ask.STAGE, RogueStages.ResumesItself.class), R75(Ask.STAGE, RogueStages.Reflects.class),

    R80(Ask.ENROLLMENT, RogueEngines.TakesAnother.class), R81(Ask.ENROLLMENT, RogueEngines.LostItsGallery.class),
    R82(Ask.ENROLLMENT, RogueEngines.MillionCandidates.class), R83(Ask.ENROLLMENT, RogueEngines.FindsStrangers.class),
    R84(Ask.ENROLLMENT, RogueEngines.FindsItself.class), R85(Ask.ENROLLMENT, RogueEngines.FindsOneTwice.class),
    R86(Ask.ENROLLMENT, RogueEngines.NoNumber.class), R87(Ask.ENROLLMENT, RogueEngines.SpeaksOfAnother.class),

    R90(Ask.ENROLLMENT, RogueMatchers.QualityBeyondTheScale.class), R91(Ask.FINGER, RogueMatchers.NoNumber.class),
    R92(Ask.FINGER, RogueMatchers.NegativeRate.class), R93(Ask.ENROLLMENT, RogueMatchers.HugeTemplate.class),
    R94(Ask.ENROLLMENT, RogueMatchers.EmptyTemplate.class), R95(Ask.ENROLLMENT, RogueMatchers.ForeignFormat.class),
    R96(Ask.ENROLLMENT, RogueMatchers.WritesIntoTheSample.class), R97(Ask.ENROLLMENT, RogueMatchers.HugeAlgorithm.class),

    R100(Ask.CAPTURE, RogueServices.HalfADevice.class), R101(Ask.CAPTURE, RogueServices.DeafDevice.class),
    R102(Ask.PRINT, RogueServices.PrintsNothing.class), R103(Ask.PRINT, RogueServices.PrintsAScript.class),
    R104(Ask.PRINT, RogueServices.PrintsForEver.class), R105(Ask.PROOF, RogueServices.PassesAtNoLevel.class),
    R106(Ask.PROOF, RogueServices.FailsWithoutReason.class), R107(Ask.PROOF, RogueServices.TalksTooMuch.class),
    R108(Ask.CHALLENGE, RogueServices.TalksTooMuch.class),
    R109(Ask.MANY_PROOFS, RogueServices.HangsInATransaction.class), R110(Ask.LARGE_PACKET, RogueServices.ForgetfulStore.class),

    R120(Ask.PROCESS, Enders.Exits.class), R121(Ask.PROCESS, Enders.Halts.class);

    /** How it is called. */
    enum Ask {
        /** With time enough. */
        MESSAGE("channel", "rogue"),
        /** With a time limit of a second. */
        SHORT_MESSAGE("channel", "rogue"),
        /** As the stage {@code rogue} of the pipeline. */
        STAGE("stage.name", "rogue"),
        /** In front of the matcher and the engine of the distribution, in an enrollment. */
        ENROLLMENT("modality", "FINGER", "gallery", "residents", "formats", new String[]{ "ISO19794_2_2005" },
                "service.ranking", 1_000),
        /** As the matcher of a verification. */
        FINGER("modality", "FINGER", "formats", new String[]{ "ISO19794_2_2005" }, "service.ranking", 1_000),
        /** At the desk. */
        CAPTURE("device.modality", "IRIS", "device.serial", "1", "device.make", "Rogue", "device.model", "1"),
        /** As the printer of a card. */
        PRINT("printer.layouts", new String[]{ "rogue" }),
        /** As the factor of a verification. */
        PROOF("factor", "rogue"),
        /** As the factor that sends something. */
        CHALLENGE("factor", "rogue"),
        /** By more people at once than the store has connections. */
        MANY_PROOFS("factor", "rogue", "verification.transactional", true),
        /** As the store of a packet that is too large for the record. */
        LARGE_PACKET("objects.kind", "rogue", "service.ranking", 1_000),
        /** In a process of its own, by a search. */
        PROCESS("modality", "FINGER", "gallery", "residents", "service.ranking", 1_000);

        private final Map<String, Object> properties;

        Ask(Object... properties) {
            Map<String, Object> map = new java.util.HashMap<>();
            for (int i = 0; i < properties.length; i += 2) {
                map.put((String) properties[i], properties[i + 1]);
            }
            this.properties = map;
        }
    }

    private final Ask ask;
    private final RogueJar jar;

    Rogue(Ask ask, Class<?> type) {
        this(ask, type, ask.properties, 1);
    }

    Rogue(Ask ask, Class<?> type, Map<String, Object> properties, int components) {
        this.ask = ask;
        this.jar = new RogueJar("com.example.rogue." + name().toLowerCase(java.util.Locale.ROOT), type, properties, components);
    }

    static List<Rogue> asked(Ask... asks) {
        return Arrays.stream(values()).filter(rogue -> List.of(asks).contains(rogue.ask)).toList();
    }

    int number() {
        return Integer.parseInt(name().substring(1));
    }

    Ask ask() {
        return ask;
    }

    RogueJar jar() {
        return jar;
    }
}
