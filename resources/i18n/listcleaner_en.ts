<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%Ln file(s) need a look</source>
        <translation>
            <numerusform>%Ln file needs a look</numerusform>
            <numerusform>%Ln files need a look</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln list(s)</source>
        <translation>
            <numerusform>%Ln list</numerusform>
            <numerusform>%Ln lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bounce file(s)</source>
        <translation>
            <numerusform>%Ln bounce file</numerusform>
            <numerusform>%Ln bounce files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln checked</source>
        <translation>
            <numerusform>%Ln checked</numerusform>
            <numerusform>%Ln checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s) for you</source>
        <translation>
            <numerusform>%Ln question for you</numerusform>
            <numerusform>%Ln questions for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %Ln message(s) in a row came back.</source>
        <translation>
            <numerusform>The last message came back.</numerusform>
            <numerusform>The last %Ln messages in a row came back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One more soft bounce and this address is suspended for %Ln day(s).</source>
        <translation>
            <numerusform>One more soft bounce and this address is suspended for %Ln day.</numerusform>
            <numerusform>One more soft bounce and this address is suspended for %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %Ln more soft bounce(s) it is suspended.</source>
        <translation>
            <numerusform>After %Ln more soft bounce it is suspended.</numerusform>
            <numerusform>After %Ln more soft bounces it is suspended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It rests for %Ln day(s) from the day you save.</source>
        <translation>
            <numerusform>It rests for %Ln day from the day you save.</numerusform>
            <numerusform>It rests for %Ln days from the day you save.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your cleaned list has %Ln row(s).</source>
        <translation>
            <numerusform>Your cleaned list has %Ln row.</numerusform>
            <numerusform>Your cleaned list has %Ln rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them wait(s) for your decision.</source>
        <translation>
            <numerusform>%Ln of them waits for your decision.</numerusform>
            <numerusform>%Ln of them wait for your decision.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You decided %Ln row(s) yourself.</source>
        <translation>
            <numerusform>You decided %Ln row yourself.</numerusform>
            <numerusform>You decided %Ln rows yourself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln address(es)</source>
        <translation>
            <numerusform>%Ln address</numerusform>
            <numerusform>%Ln addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let go to add %Ln file(s)</source>
        <translation>
            <numerusform>Let go to add %Ln file</numerusform>
            <numerusform>Let go to add %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your list(s)</source>
        <translation>
            <numerusform>Your list</numerusform>
            <numerusform>Your lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s)</source>
        <translation>
            <numerusform>row</numerusform>
            <numerusform>rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>address(es)</source>
        <translation>
            <numerusform>address</numerusform>
            <numerusform>addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>duplicate(s)</source>
        <translation>
            <numerusform>duplicate</numerusform>
            <numerusform>duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln send(s)</source>
        <translation>
            <numerusform>Last send</numerusform>
            <numerusform>Last %Ln sends</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new file(s) will be written. Your original files stay as they are.</source>
        <translation>
            <numerusform>%Ln new file will be written. Your original files stay as they are.</numerusform>
            <numerusform>%Ln new files will be written. Your original files stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save %Ln file(s)</source>
        <translation>
            <numerusform>Save %Ln file</numerusform>
            <numerusform>Save %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %Ln more</source>
        <translation>
            <numerusform> and %Ln more</numerusform>
            <numerusform> and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Look at the %Ln address(es) to review.</source>
        <translation>
            <numerusform>Look at the address to review.</numerusform>
            <numerusform>Look at the %Ln addresses to review.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln time</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln month(s)</source>
        <translation>
            <numerusform>%Ln month</numerusform>
            <numerusform>%Ln months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) it applies to now</source>
        <translation>
            <numerusform>%Ln row it applies to now</numerusform>
            <numerusform>%Ln rows it applies to now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were here already. They count once, as they are now.</source>
        <translation>
            <numerusform>%Ln file was here already. It counts once, as it is now.</numerusform>
            <numerusform>%Ln files were here already. They count once, as they are now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of this file need a look.</source>
        <translation>
            <numerusform>%Ln row of this file needs a look.</numerusform>
            <numerusform>%Ln rows of this file need a look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) need a look.</source>
        <translation>
            <numerusform>%Ln file needs a look.</numerusform>
            <numerusform>%Ln files need a look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of the same name in this folder will be replaced.</source>
        <translation>
            <numerusform>%Ln file of the same name in this folder will be replaced.</numerusform>
            <numerusform>%Ln files of the same names in this folder will be replaced.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your last %Ln send(s) were above {line}. Providers may start to block you.</source>
        <translation>
            <numerusform>Your last send was above {line}. Providers may start to block you.</numerusform>
            <numerusform>Your last %Ln sends were above {line}. Providers may start to block you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln address(es) selected</source>
        <translation>
            <numerusform>%Ln address selected</numerusform>
            <numerusform>%Ln addresses selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Show %Ln more</numerusform>
            <numerusform>Show %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mailing(s) did not come back</source>
        <translation>
            <numerusform>%Ln mailing did not come back</numerusform>
            <numerusform>%Ln mailings did not come back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reason(s) with a limit of its own</source>
        <translation>
            <numerusform>%Ln reason with a limit of its own</numerusform>
            <numerusform>%Ln reasons with a limit of their own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) since {date}. It all stays on this computer.</source>
        <translation>
            <numerusform>%Ln run since {date}. It all stays on this computer.</numerusform>
            <numerusform>%Ln runs since {date}. It all stays on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same columns and order as your list; %Ln address(es) corrected</source>
        <translation>
            <numerusform>Same columns and order as your list; %Ln address corrected</numerusform>
            <numerusform>Same columns and order as your list; %Ln addresses corrected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln protected address(es) always stay</source>
        <translation>
            <numerusform>%Ln protected address always stays</numerusform>
            <numerusform>%Ln protected addresses always stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Later runs took %Ln address(es) out only because of this one. What they did stands: undo them, too.</source>
        <translation>
            <numerusform>Later runs took %Ln address out only because of this one. What they did stands: undo them, too.</numerusform>
            <numerusform>Later runs took %Ln addresses out only because of this one. What they did stands: undo them, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln file(s) were recognised. Your files are never changed.</source>
        <translation>
            <numerusform>Your file was recognised. It is never changed.</numerusform>
            <numerusform>All %Ln files were recognised. Your files are never changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln protected address(es) stay(s).</source>
        <translation>
            <numerusform>%Ln protected address stays.</numerusform>
            <numerusform>%Ln protected addresses stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) selected</source>
        <translation>
            <numerusform>%Ln row selected</numerusform>
            <numerusform>%Ln rows selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You took out %Ln row(s) of it yourself.</source>
        <translation>
            <numerusform>You took out %Ln row of it yourself.</numerusform>
            <numerusform>You took out %Ln rows of it yourself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo my decision(s) on %Ln row(s)</source>
        <translation>
            <numerusform>Undo my decision on %Ln row</numerusform>
            <numerusform>Undo my decisions on %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is %Ln row(s); above {limit} you are asked first.</source>
        <translation>
            <numerusform>That is %Ln row; above {limit} you are asked first.</numerusform>
            <numerusform>That is %Ln rows; above {limit} you are asked first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is %Ln person(s); above {limit} you are asked first.</source>
        <translation>
            <numerusform>That is %Ln person; above {limit} you are asked first.</numerusform>
            <numerusform>That is %Ln people; above {limit} you are asked first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln address(es) stand(s) on two of your lists and stay(s) on one of them.</source>
        <translation>
            <numerusform>%Ln address stands on two of your lists and stays on one of them.</numerusform>
            <numerusform>%Ln addresses stand on two of your lists and stay on one of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bounce file(s)</source>
        <comment>after the lists</comment>
        <translation>
            <numerusform>%Ln bounce file</numerusform>
            <numerusform>%Ln bounce files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The run of {date} is undone. %Ln row(s) it took out or corrected are in new files.</source>
        <translation>
            <numerusform>The run of {date} is undone. %Ln row it took out or corrected is in a new file.</numerusform>
            <numerusform>The run of {date} is undone. %Ln rows it took out or corrected are in new files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written earlier may still hold this address. Look into them: {files}.</source>
        <translation>
            <numerusform>%Ln file written earlier may still hold this address. Look into it: {files}.</numerusform>
            <numerusform>%Ln files written earlier may still hold this address. Look into them: {files}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The main reason: “{rule}” (%Ln row(s)).</source>
        <translation>
            <numerusform>The main reason: “{rule}” (%Ln row).</numerusform>
            <numerusform>The main reason: “{rule}” (%Ln rows).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On your list(s) before</source>
        <translation>
            <numerusform>On your list before</numerusform>
            <numerusform>On your lists before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On your cleaned list(s)</source>
        <translation>
            <numerusform>On your cleaned list</numerusform>
            <numerusform>On your cleaned lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Upload the cleaned file(s) to your newsletter tool, in place of the old list(s).</source>
        <translation>
            <numerusform>Upload the cleaned file to your newsletter tool, in place of the old list.</numerusform>
            <numerusform>Upload the cleaned files to your newsletter tool, in place of the old lists.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same columns and order as your list(s)</source>
        <translation>
            <numerusform>Same columns and order as your list</numerusform>
            <numerusform>Same columns and order as your lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same columns and order as your lists; %Ln address(es) corrected</source>
        <translation>
            <numerusform>Same columns and order as your lists; %Ln address corrected</numerusform>
            <numerusform>Same columns and order as your lists; %Ln addresses corrected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done. Your cleaned list(s) are ready.</source>
        <translation>
            <numerusform>Done. Your cleaned list is ready.</numerusform>
            <numerusform>Done. Your cleaned lists are ready.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use the cleaned file(s) for your next send. Your original files are unchanged.</source>
        <translation>
            <numerusform>Use the cleaned file for your next send. Your original files are unchanged.</numerusform>
            <numerusform>Use the cleaned files for your next send. Your original files are unchanged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be used, and are not in what is saved: {files}.</source>
        <translation>
            <numerusform>%Ln file could not be used, and is not in what is saved: {files}.</numerusform>
            <numerusform>%Ln files could not be used, and are not in what is saved: {files}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more file(s)</source>
        <translation>
            <numerusform>and %Ln more file</numerusform>
            <numerusform>and %Ln more files</numerusform>
        </translation>
    </message>
</context>
</TS>
