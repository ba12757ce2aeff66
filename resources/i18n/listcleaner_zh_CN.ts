<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Clean them anyway</source>
        <translation>仍然清理</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看这些地址</translation>
    </message>
    <message>
        <source>Hold “{rule}” for review</source>
        <translation>先把“{rule}”放入待确认</translation>
    </message>
    <message>
        <source>hold “{rule}” for review</source>
        <translation>把“{rule}”放入待确认</translation>
    </message>
    <message>
        <source>clean them anyway</source>
        <translation>仍然清理</translation>
    </message>
    <message>
        <source>{done} of {limit}</source>
        <translation>{done} / {limit} 次</translation>
    </message>
    <message>
        <source>Bounce rate per send</source>
        <translation>每次发送的退信率</translation>
    </message>
    <message>
        <source>keep below</source>
        <translation>应低于此线</translation>
    </message>
    <message>
        <source>{done} of {limit} soft bounces</source>
        <translation>软退信 {done} / {limit} 次</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>The server’s own words</source>
        <translation>服务器原话</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>保留这一位</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Undo my decision</source>
        <translation>撤销我的决定</translation>
    </message>
    <message>
        <source>Choose an address to see what happened to it.</source>
        <translation>选择一个地址，查看它的经过。</translation>
    </message>
    <message>
        <source>How {file} is read</source>
        <translation>{file} 的读取方式</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Header row</source>
        <translation>标题行</translation>
    </message>
    <message>
        <source>No header</source>
        <translation>没有标题行</translation>
    </message>
    <message>
        <source>Read it like this</source>
        <translation>按此方式读取</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>List Cleaner</source>
        <translation>名单清理</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康状况</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Needs your list</source>
        <translation>需要订阅者名单</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) need a look</source>
        <translation>
            <numerusform>%Ln 个文件需要查看</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln list(s)</source>
        <translation>
            <numerusform>名单 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bounce file(s)</source>
        <translation>
            <numerusform>%Ln 个退信文件</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Add your files</source>
        <translation>添加您的文件</translation>
    </message>
    <message>
        <source>Nothing to save yet</source>
        <translation>暂无可保存内容</translation>
    </message>
    <message>
        <source>Needs a bounce file</source>
        <translation>需要退信文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checked</source>
        <translation>
            <numerusform>已核对 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Last send {rate}</source>
        <translation>上次退信率 {rate}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s) for you</source>
        <translation>
            <numerusform>%Ln 个问题待确认</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} out</source>
        <translation>移出 {count} 行</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Nothing saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>add {what}</source>
        <translation>添加 {what}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>read {file} differently</source>
        <translation>更改 {file} 的读取方式</translation>
    </message>
    <message>
        <source>Something went wrong in List Cleaner itself. Your files are unchanged.</source>
        <translation>名单清理自身出了问题，您的文件没有任何改动。</translation>
    </message>
    <message>
        <source>Bounced before, delivered since</source>
        <translation>曾经退信，之后已成功送达</translation>
    </message>
    <message>
        <source>Bounced before, fine since</source>
        <translation>曾经退信，之后恢复正常</translation>
    </message>
    <message>
        <source>No bounces on record</source>
        <translation>没有退信记录</translation>
    </message>
    <message>
        <source>They asked not to get mail</source>
        <translation>对方明确表示不再接收</translation>
    </message>
    <message numerus="yes">
        <source>The last %Ln message(s) in a row came back.</source>
        <translation>
            <numerusform>最近连续 %Ln 封邮件被退回。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One more soft bounce and this address is suspended for %Ln day(s).</source>
        <translation>
            <numerusform>再软退一次，就会暂停发送 %Ln 天。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %Ln more soft bounce(s) it is suspended.</source>
        <translation>
            <numerusform>再软退 %Ln 次，就会暂停发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It rests for %Ln day(s) from the day you save.</source>
        <translation>
            <numerusform>自保存之日起暂停发送 %Ln 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>It bounced for good earlier, but a message has arrived since.</source>
        <translation>这个地址曾被硬退信，但之后有邮件成功送达。</translation>
    </message>
    <message>
        <source>Back to zero</source>
        <translation>计数归零</translation>
    </message>
    <message>
        <source>A message was delivered</source>
        <translation>有一封邮件成功送达</translation>
    </message>
    <message>
        <source>They opened or clicked</source>
        <translation>对方打开或点击了邮件</translation>
    </message>
    <message>
        <source>Strike {count} of {limit}</source>
        <translation>第 {count} 次，共 {limit} 次</translation>
    </message>
    <message>
        <source>Clean the list</source>
        <translation>清理名单</translation>
    </message>
    <message>
        <source>Show all addresses</source>
        <translation>显示全部地址</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Address and reason</source>
        <translation>地址与原因</translation>
    </message>
    <message>
        <source>Soft bounces</source>
        <translation>软退信次数</translation>
    </message>
    <message>
        <source>Last bounce</source>
        <translation>最近退信</translation>
    </message>
    <message>
        <source>Whose problem</source>
        <translation>谁的问题</translation>
    </message>
    <message>
        <source>{count}, of which {look} need a look</source>
        <translation>共 {count} 个，{look} 个需要关注</translation>
    </message>
    <message>
        <source>Largest domains</source>
        <translation>主要域名</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>No address contains “{text}”.</source>
        <translation>没有地址包含“{text}”。</translation>
    </message>
    <message>
        <source>No addresses here. That is good.</source>
        <translation>这里没有地址，很好。</translation>
    </message>
    <message>
        <source>Nothing changes until you save.</source>
        <translation>保存之前，一切都不会改变。</translation>
    </message>
    <message>
        <source>Go to Save</source>
        <translation>去保存</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Accept all corrections</source>
        <translation>接受全部更正</translation>
    </message>
    <message numerus="yes">
        <source>Your cleaned list has %Ln row(s).</source>
        <translation>
            <numerusform>清理后的名单有 %Ln 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them wait(s) for your decision.</source>
        <translation>
            <numerusform>其中 %Ln 行等您确认。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You decided %Ln row(s) yourself.</source>
        <translation>
            <numerusform>您自行决定了 %Ln 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing would be removed.</source>
        <translation>没有要移除的地址。</translation>
    </message>
    <message>
        <source>Nothing would be suspended.</source>
        <translation>没有要暂停的地址。</translation>
    </message>
    <message>
        <source>No typing mistakes found.</source>
        <translation>没有发现拼写错误。</translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>没有等您确认的地址。</translation>
    </message>
    <message>
        <source>Nothing would be kept.</source>
        <translation>没有要保留的地址。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Correct this one</source>
        <translation>更正这一个</translation>
    </message>
    <message>
        <source>Probably {address}</source>
        <translation>应该是 {address}</translation>
    </message>
    <message>
        <source>Corrected by you</source>
        <translation>已由您更正</translation>
    </message>
    <message>
        <source>Your own decision</source>
        <translation>您自己的决定</translation>
    </message>
    <message numerus="yes">
        <source>%Ln address(es)</source>
        <translation>
            <numerusform>%Ln 个地址</numerusform>
        </translation>
    </message>
    <message>
        <source>keep {what}</source>
        <translation>保留 {what}</translation>
    </message>
    <message>
        <source>remove {what}</source>
        <translation>移除 {what}</translation>
    </message>
    <message>
        <source>leave {what} to the rules</source>
        <translation>{what} 恢复按规则处理</translation>
    </message>
    <message>
        <source>correct {what}</source>
        <translation>更正 {what}</translation>
    </message>
    <message>
        <source>take back the correction of {what}</source>
        <translation>撤回对 {what} 的更正</translation>
    </message>
    <message>
        <source>Look at the addresses</source>
        <translation>查看地址</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Try with sample data</source>
        <translation>用示例数据试一试</translation>
    </message>
    <message>
        <source>Drop your subscriber list and your bounce files here</source>
        <translation>把订阅者名单和退信文件拖到这里</translation>
    </message>
    <message>
        <source>Your files are never changed. List Cleaner writes new ones.</source>
        <translation>您的原文件绝不会被改动，清理结果会另存为新文件。</translation>
    </message>
    <message>
        <source>Your subscriber list</source>
        <translation>您的订阅者名单</translation>
    </message>
    <message>
        <source>Your bounce files</source>
        <translation>您的退信文件</translation>
    </message>
    <message>
        <source>It all stays here</source>
        <translation>数据不离开本机</translation>
    </message>
    <message>
        <source>Nothing is uploaded. The work happens on this computer, also without internet.</source>
        <translation>所有处理都在本机完成，不上传任何数据。</translation>
    </message>
    <message numerus="yes">
        <source>Let go to add %Ln file(s)</source>
        <translation>
            <numerusform>松开即可添加 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Start with the list you want to clean.</source>
        <translation>先添加要清理的名单。</translation>
    </message>
    <message>
        <source>Now add the list you want to clean.</source>
        <translation>现在请添加要清理的名单。</translation>
    </message>
    <message numerus="yes">
        <source>Your list(s)</source>
        <translation>
            <numerusform>您的名单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Bounce files</source>
        <translation>退信文件</translation>
    </message>
    <message>
        <source>choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Drop more files here, or</source>
        <translation>把更多文件拖到这里，或</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Remove {file} from this job</source>
        <translation>从本次任务中去掉 {file}</translation>
    </message>
    <message>
        <source>remove {file}</source>
        <translation>去掉 {file}</translation>
    </message>
    <message numerus="yes">
        <source>row(s)</source>
        <translation>
            <numerusform>行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>address(es)</source>
        <translation>
            <numerusform>个不同地址</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>duplicate(s)</source>
        <translation>
            <numerusform>个重复</numerusform>
        </translation>
    </message>
    <message>
        <source>date range</source>
        <translation>日期范围</translation>
    </message>
    <message>
        <source>Show rows</source>
        <translation>查看这些行</translation>
    </message>
    <message>
        <source>sheet “{sheet}”</source>
        <translation>工作表“{sheet}”</translation>
    </message>
    <message>
        <source>Add bounce files that name their mailing, and the rate of each send is shown here.</source>
        <translation>添加带有邮件批次的退信文件后，这里会显示每次发送的退信率。</translation>
    </message>
    <message>
        <source>Why messages came back</source>
        <translation>退信原因</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln send(s)</source>
        <translation>
            <numerusform>最近 %Ln 次发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing came back. That is good.</source>
        <translation>没有退信，很好。</translation>
    </message>
    <message>
        <source>How your list is doing.</source>
        <translation>名单的整体状况。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Same as my list</source>
        <translation>与名单相同</translation>
    </message>
    <message>
        <source>Excel (.xlsx)</source>
        <translation>Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Text (.csv)</source>
        <translation>文本 (.csv)</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Save in</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Cleaned {date}</source>
        <translation>已清理 {date}</translation>
    </message>
    <message>
        <source>You can keep working in other programs.</source>
        <translation>您可以继续使用其他程序。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new file(s) will be written. Your original files stay as they are.</source>
        <translation>
            <numerusform>将写入 %Ln 个新文件，原文件保持不变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save %Ln file(s)</source>
        <translation>
            <numerusform>保存 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>New files</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>将写入的文件</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>有何变化</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>将有何变化</translation>
    </message>
    <message>
        <source>The rows taken out, unchanged</source>
        <translation>被移除的行，内容不变</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>At rest; they can come back later</source>
        <translation>暂停发送，以后可以恢复</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Still on your list until you decide</source>
        <translation>在您确认之前仍保留在名单中</translation>
    </message>
    <message>
        <source>to review</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Who was taken out, why, and the server’s own words</source>
        <translation>移出了谁、原因以及服务器原话</translation>
    </message>
    <message numerus="yes">
        <source> and %Ln more</source>
        <translation>
            <numerusform>（另有 %Ln 个）</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {file}</source>
        <translation>打开 {file}</translation>
    </message>
    <message>
        <source>Write {file}</source>
        <translation>写入 {file}</translation>
    </message>
    <message>
        <source>Suspended until {date}</source>
        <translation>暂停至 {date}</translation>
    </message>
    <message>
        <source>of these were corrected</source>
        <translation>其中已更正</translation>
    </message>
    <message>
        <source>of these wait for you</source>
        <translation>其中等您确认</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message numerus="yes">
        <source>Look at the %Ln address(es) to review.</source>
        <translation>
            <numerusform>查看 %Ln 个待确认的地址。</numerusform>
        </translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>接下来做什么</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>List Cleaner {version}</source>
        <translation>名单清理 {version}</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>第 {number} 步</translation>
    </message>
    <message>
        <source>Suspend for a while</source>
        <translation>暂停发送</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln month(s)</source>
        <translation>
            <numerusform>%Ln 个月</numerusform>
        </translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>What to do: {rule}</source>
        <translation>处理方式：{rule}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) it applies to now</source>
        <translation>
            <numerusform>目前适用于 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>switch on “{rule}”</source>
        <translation>开启“{rule}”规则</translation>
    </message>
    <message>
        <source>switch off “{rule}”</source>
        <translation>关闭“{rule}”规则</translation>
    </message>
    <message>
        <source>“{rule}”: {value}</source>
        <translation>“{rule}”：{value}</translation>
    </message>
    <message>
        <source>All {all} rows stay on your list.</source>
        <translation>全部 {all} 行都会保留。</translation>
    </message>
    <message>
        <source>{removed} of {all} rows would be removed.</source>
        <translation>{all} 行中，将移除 {removed} 行。</translation>
    </message>
    <message>
        <source>{suspended} of {all} rows would be suspended.</source>
        <translation>{all} 行中，将暂停 {suspended} 行。</translation>
    </message>
    <message>
        <source>{removed} of {all} rows would be removed and {suspended} suspended.</source>
        <translation>{all} 行中，将移除 {removed} 行，暂停 {suspended} 行。</translation>
    </message>
    <message>
        <source>Search addresses</source>
        <translation>搜索邮箱地址</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Nothing loaded yet</source>
        <translation>尚未载入文件</translation>
    </message>
    <message>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>重做：{step}</translation>
    </message>
    <message>
        <source>Strike {count}</source>
        <translation>第 {count} 次</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were here already. They count once, as they are now.</source>
        <translation>
            <numerusform>有 %Ln 个文件已经在列表中，每个只计一次，并已按现在的内容重新读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} was here already. It counts once, as it is now.</source>
        <translation>{file} 已经在列表中，只计一次，并已按现在的内容重新读取。</translation>
    </message>
    <message>
        <source>Unicode</source>
        <translation>Unicode</translation>
    </message>
    <message>
        <source>Unicode with mark</source>
        <translation>带标记的 Unicode</translation>
    </message>
    <message>
        <source>Unicode, two bytes</source>
        <translation>双字节 Unicode</translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation>繁体中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日文</translation>
    </message>
    <message>
        <source>Western European</source>
        <translation>西欧</translation>
    </message>
    <message>
        <source>No send known</source>
        <translation>没有可识别的发送</translation>
    </message>
    <message>
        <source>Your files are still being written. Stop and close?</source>
        <translation>文件仍在写入。要停止并关闭吗？</translation>
    </message>
    <message>
        <source>{file} could not be used.</source>
        <translation>无法使用 {file}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of this file need a look.</source>
        <translation>
            <numerusform>此文件有 %Ln 行需要查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {count} shown</source>
        <translation>显示 {shown} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>None of these addresses contains “{text}”.</source>
        <translation>这些地址中没有包含“{text}”的。</translation>
    </message>
    <message>
        <source>Without hidden characters: {address}</source>
        <translation>去掉隐藏字符：{address}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读取</translation>
    </message>
    <message>
        <source>Lists and bounce files ({kinds})</source>
        <translation>名单和退信文件 ({kinds})</translation>
    </message>
    <message>
        <source>All files ({kinds})</source>
        <translation>所有文件 ({kinds})</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) need a look.</source>
        <translation>
            <numerusform>有 %Ln 个文件需要查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>The others work.</source>
        <translation>其余文件可以使用。</translation>
    </message>
    <message>
        <source>Choose the column…</source>
        <translation>选择列…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of the same name in this folder will be replaced.</source>
        <translation>
            <numerusform>此文件夹中的 %Ln 个同名文件将被替换。</numerusform>
        </translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Newsletter</source>
        <translation>邮件通讯</translation>
    </message>
    <message>
        <source>Choose the sheet…</source>
        <translation>选择工作表…</translation>
    </message>
    <message>
        <source>{share} line</source>
        <translation>{share} 线</translation>
    </message>
    <message>
        <source>Show the addresses that bounced</source>
        <translation>查看这次被退回的地址</translation>
    </message>
    <message>
        <source>If you send to everyone</source>
        <translation>不清理，直接发送</translation>
    </message>
    <message>
        <source>After cleaning</source>
        <translation>清理之后</translation>
    </message>
    <message>
        <source>Your next send</source>
        <translation>下一次发送</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>暂时未知</translation>
    </message>
    <message>
        <source>about {share}</source>
        <translation>约 {share}</translation>
    </message>
    <message>
        <source>{what}: show these addresses</source>
        <translation>{what}：查看这些地址</translation>
    </message>
    <message>
        <source>See health</source>
        <translation>查看健康状况</translation>
    </message>
    <message>
        <source>List</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Came back from</source>
        <translation>退回自这次发送</translation>
    </message>
    <message>
        <source>date in the name</source>
        <translation>文件名中的日期</translation>
    </message>
    <message>
        <source>date of the file</source>
        <translation>文件日期</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Bounced</source>
        <translation>退信率</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>域名情况</translation>
    </message>
    <message numerus="yes">
        <source>Your last %Ln send(s) were above {line}. Providers may start to block you.</source>
        <translation>
            <numerusform>最近 %Ln 次发送的退信率超过 {line}，邮箱服务商可能会开始拦截您。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your last send was below {line}. That is good.</source>
        <translation>最近一次发送的退信率低于 {line}，情况良好。</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>查看全部 {count} 个</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>A delivered message sets the count back to zero.</source>
        <translation>只要有一封成功送达，计数就会归零。</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩文</translation>
    </message>
    <message>
        <source>Central European</source>
        <translation>中欧语言</translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation>西里尔文（俄文等）</translation>
    </message>
    <message>
        <source>Cyrillic, older</source>
        <translation>西里尔文（旧编码）</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>希腊文</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>土耳其文</translation>
    </message>
    <message>
        <source>Baltic</source>
        <translation>波罗的海语言</translation>
    </message>
    <message>
        <source>You keep it</source>
        <translation>您已决定保留</translation>
    </message>
    <message>
        <source>You remove it</source>
        <translation>您已决定移除</translation>
    </message>
    <message>
        <source>Excel, CSV, TXT and ODS  ·  bounce mails as .eml, .msg or mbox  ·  .zip</source>
        <translation>Excel、CSV、TXT、ODS  ·  .eml、.msg、mbox 退信邮件  ·  .zip</translation>
    </message>
    <message>
        <source>What came back: exports from SendGrid, Mailchimp, Brevo and others, or the bounce mails of your mail program.</source>
        <translation>被退回的记录：从 SendGrid、Mailchimp、Brevo 等平台导出的文件，或邮箱里收到的退信邮件。</translation>
    </message>
    <message>
        <source>Now add your bounce files: what came back from your last mailings.</source>
        <translation>请继续添加退信文件，也就是最近几次发送被退回的记录。</translation>
    </message>
    <message>
        <source>Add bounce files to see how it is doing.</source>
        <translation>添加退信文件后，就能看到名单的健康状况。</translation>
    </message>
    <message>
        <source>Add bounce files, and the reasons are shown here.</source>
        <translation>添加退信文件后，这里会显示退信原因。</translation>
    </message>
    <message>
        <source>Save again…</source>
        <translation>再次保存…</translation>
    </message>
    <message>
        <source>Start another list</source>
        <translation>处理另一份名单</translation>
    </message>
    <message>
        <source>start another list</source>
        <translation>处理另一份名单</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>It stays on your list, whatever the rules say</source>
        <translation>无论规则如何，都保留在名单中</translation>
    </message>
    <message>
        <source>It leaves your list, whatever the rules say</source>
        <translation>无论规则如何，都移出名单</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>解答</translation>
    </message>
    <message>
        <source>Show the whole row</source>
        <translation>查看名单中的整行</translation>
    </message>
    <message>
        <source>Save these addresses as a table…</source>
        <translation>把这些地址另存为表格…</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln address(es) selected</source>
        <translation>
            <numerusform>已选中 %Ln 个地址</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Remove {n}</source>
        <translation>移除这 {n} 行</translation>
    </message>
    <message>
        <source>Correct {n}</source>
        <translation>更正这 {n} 行</translation>
    </message>
    <message>
        <source>Take back {n}</source>
        <translation>撤回这 {n} 行</translation>
    </message>
    <message>
        <source>Keep {n}</source>
        <translation>保留这 {n} 行</translation>
    </message>
    <message>
        <source>Undo {n}</source>
        <translation>撤销这 {n} 个决定</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>再显示 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Day of the mailing</source>
        <translation>发送日期</translation>
    </message>
    <message>
        <source>Use this day</source>
        <translation>使用此日期</translation>
    </message>
    <message>
        <source>the day you gave</source>
        <translation>您填写的日期</translation>
    </message>
    <message>
        <source>As you said, this is what came back of the mailing of {date}.</source>
        <translation>按您填写的日期，这是 {date} 那次发送的退信。</translation>
    </message>
    <message>
        <source>Nothing in this file says when. It counts as of {date}. When was the mailing?</source>
        <translation>文件中没有任何日期，目前按 {date} 计算。这批邮件是哪天发送的？</translation>
    </message>
    <message>
        <source>date {file}</source>
        <translation>填写 {file} 的日期</translation>
    </message>
    <message>
        <source>The day comes first</source>
        <translation>日在前</translation>
    </message>
    <message>
        <source>The month comes first</source>
        <translation>月在前</translation>
    </message>
    <message>
        <source>read the dates of {file} differently</source>
        <translation>换一种方式读取 {file} 的日期</translation>
    </message>
    <message>
        <source>day first</source>
        <translation>日在前</translation>
    </message>
    <message>
        <source>month first</source>
        <translation>月在前</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近使用的文件</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清除这些记录</translation>
    </message>
    <message>
        <source>Usual columns</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择显示的列</translation>
    </message>
    <message>
        <source>Bounces in all</source>
        <translation>累计退信</translation>
    </message>
    <message>
        <source>Last opened</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>It was taken out in an earlier cleaning and stands on this list.</source>
        <translation>以前清理时已移除，但仍在这份名单中。</translation>
    </message>
    <message>
        <source>It has rested several times and bounces still: it is taken out for good.</source>
        <translation>多次暂停后仍然退信，将予以移除。</translation>
    </message>
    <message>
        <source>It has been resting since {since}, until {until}.</source>
        <translation>自{since}起暂停，至{until}结束。</translation>
    </message>
    <message>
        <source>{code}: {meaning}; try again later</source>
        <translation>{code}：{meaning}，可稍后再试</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mailing(s) did not come back</source>
        <translation>
            <numerusform>%Ln 次发送没有退回</numerusform>
        </translation>
    </message>
    <message>
        <source>Mail arrived</source>
        <translation>邮件已送达</translation>
    </message>
    <message>
        <source>It is long ago</source>
        <translation>已过去很久，不再计数</translation>
    </message>
    <message>
        <source>Skipped by your service after an earlier bounce</source>
        <translation>因以前退信，您的服务商未再发送</translation>
    </message>
    <message>
        <source>Taken out earlier</source>
        <translation>以前已移除</translation>
    </message>
    <message>
        <source>Joined your list</source>
        <translation>加入名单</translation>
    </message>
    <message>
        <source>No mail until the rest is over</source>
        <translation>暂停期间不发送</translation>
    </message>
    <message>
        <source>Let back</source>
        <translation>恢复发送</translation>
    </message>
    <message>
        <source>After its rest it gets another chance</source>
        <translation>暂停期满，再给一次机会</translation>
    </message>
    <message>
        <source>Protected by you</source>
        <translation>您设为保护</translation>
    </message>
    <message>
        <source>It stays, whatever the rules say</source>
        <translation>无论规则如何都保留</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>As for all</source>
        <translation>与其他原因相同</translation>
    </message>
    <message>
        <source>Never counts</source>
        <translation>不计数</translation>
    </message>
    <message>
        <source>These hold for all rules.</source>
        <translation>以下设置适用于所有规则。</translation>
    </message>
    <message>
        <source>more settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>{file}, row {row}</source>
        <translation>{file}，第 {row} 行</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>不启用</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reason(s) with a limit of its own</source>
        <translation>
            <numerusform>%Ln 个原因单独设定了上限</numerusform>
        </translation>
    </message>
    <message>
        <source>More settings…</source>
        <translation>更多设置…</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Open rules…</source>
        <translation>打开规则文件…</translation>
    </message>
    <message>
        <source>Save rules…</source>
        <translation>保存规则文件…</translation>
    </message>
    <message>
        <source>rules of {file}</source>
        <translation>采用 {file} 中的规则</translation>
    </message>
    <message>
        <source>What would they do?</source>
        <translation>换成这些规则会怎样？</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Use these rules</source>
        <translation>采用这些规则</translation>
    </message>
    <message>
        <source>What would others do with this list?</source>
        <translation>其他规则会怎样处理这份名单？</translation>
    </message>
    <message>
        <source>Only they</source>
        <translation>仅该规则</translation>
    </message>
    <message>
        <source>Only you</source>
        <translation>仅您的规则</translation>
    </message>
    <message>
        <source>Only they take out</source>
        <translation>仅该规则会移出</translation>
    </message>
    <message>
        <source>Only you take out</source>
        <translation>仅您的规则会移出</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>Your rules</source>
        <translation>您的规则</translation>
    </message>
    <message>
        <source>What would they do?…</source>
        <translation>换成这些规则会怎样？…</translation>
    </message>
    <message>
        <source>rules “{rules}”</source>
        <translation>采用规则“{rules}”</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件中的行</translation>
    </message>
    <message>
        <source>Forget a person</source>
        <translation>删除个人信息</translation>
    </message>
    <message>
        <source>For somebody who asks you to erase what you know about them. The address and all that happened to it leave the history. Only a code stays that nobody can read back, so that the address is taken out when it comes back in a later list. This cannot be undone.</source>
        <translation>适用于有人要求您删除与其有关的信息。该地址及其全部记录都会从历史记录中清除，只留下一个无法还原的代码，以便此地址在以后的名单中出现时仍被移除。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Files written earlier are not changed: look there yourself.</source>
        <translation>以前写入的文件不会改动，请自行检查。</translation>
    </message>
    <message>
        <source>Forget for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Whom do you want to forget?</source>
        <translation>要删除谁的信息？</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The first rows, as they are read now. Say above a column what it holds.</source>
        <translation>这是目前读出的前几行。请在各列上方选择该列的内容。</translation>
    </message>
    <message>
        <source>As it looks in the file</source>
        <translation>按文件内容判断</translation>
    </message>
    <message>
        <source>Day first</source>
        <translation>日在前</translation>
    </message>
    <message>
        <source>Month first</source>
        <translation>月在前</translation>
    </message>
    <message>
        <source>What column “{column}” holds</source>
        <translation>“{column}”列的内容</translation>
    </message>
    <message>
        <source>Restored {date}</source>
        <translation>恢复 {date}</translation>
    </message>
    <message>
        <source>Undo a run</source>
        <translation>撤销一次清理</translation>
    </message>
    <message>
        <source>Undo the run of {date}?</source>
        <translation>撤销 {date} 的清理？</translation>
    </message>
    <message>
        <source>Save the rows it took out</source>
        <translation>保存当时移出的行</translation>
    </message>
    <message>
        <source>Cell for cell, as they stood in your list.</source>
        <translation>与您名单中的原样完全一致。</translation>
    </message>
    <message>
        <source>Undo this run</source>
        <translation>撤销这次清理</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>What you decided is not saved yet. Close anyway?</source>
        <translation>您的决定还没有保存，仍要关闭吗？</translation>
    </message>
    <message>
        <source>Until then it goes on without its memory: it does not know who was taken out or opted out earlier.</source>
        <translation>在此之前照常工作，但没有记忆：不知道以前移除过谁、谁已退订。</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>换个位置…</translation>
    </message>
    <message>
        <source>Forget a person…</source>
        <translation>删除个人信息…</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>More about the history</source>
        <translation>更多历史记录操作</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>另存为表格…</translation>
    </message>
    <message>
        <source>Put a backup back…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Keep it in another place…</source>
        <translation>换个位置保存…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>清理记录</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>Nothing in the history yet</source>
        <translation>还没有历史记录</translation>
    </message>
    <message>
        <source>Each time you save a cleaned list, it is noted here: whom it took out, and why. You can undo it months later. People who were taken out or opted out are known again when they come back in a later list.</source>
        <translation>每次保存清理后的名单，都会记在这里：移除了谁，为什么。几个月后也可以撤销。已被移除或退订的人在以后的名单中再出现时，也能认出来。</translation>
    </message>
    <message>
        <source>Go to your files</source>
        <translation>前往文件</translation>
    </message>
    <message>
        <source>What was saved, and what you decided for good. It stays on this computer.</source>
        <translation>保存过什么，以及您作出的长期决定，都只保存在本机。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) since {date}. It all stays on this computer.</source>
        <translation>
            <numerusform>{date}以来清理过 %Ln 次，全部只保存在本机。</numerusform>
        </translation>
    </message>
    <message>
        <source>The run of {date} is undone.</source>
        <translation>已撤销 {date} 的清理。</translation>
    </message>
    <message>
        <source>Forgotten. In a later list this address is known again, and taken out.</source>
        <translation>已删除。以后名单中再出现此地址时，仍能认出并移除。</translation>
    </message>
    <message>
        <source>List Cleaner history {date}</source>
        <translation>名单清理历史记录 {date}</translation>
    </message>
    <message>
        <source>History of List Cleaner ({kinds})</source>
        <translation>名单清理的历史记录（{kinds}）</translation>
    </message>
    <message>
        <source>Back up the history</source>
        <translation>备份历史记录</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>The backup is in place.</source>
        <translation>备份已恢复。</translation>
    </message>
    <message>
        <source>The backup is in place. What was there before is kept as {file}.</source>
        <translation>备份已恢复。原来的历史记录保留为 {file}。</translation>
    </message>
    <message>
        <source>Excel ({kinds})</source>
        <translation>Excel ({kinds})</translation>
    </message>
    <message>
        <source>Save the history as a table</source>
        <translation>将历史记录另存为表格</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Open History</source>
        <translation>打开历史记录</translation>
    </message>
    <message>
        <source>Save without the history</source>
        <translation>不记入历史，直接保存</translation>
    </message>
    <message>
        <source>Reading your files</source>
        <translation>读取文件</translation>
    </message>
    <message>
        <source>Dates such as 05/04/2026</source>
        <translation>05/04/2026 这样的日期</translation>
    </message>
    <message>
        <source>Only where a file leaves open what is meant.</source>
        <translation>仅用于文件本身无法确定时。</translation>
    </message>
    <message>
        <source>Day first: {date}</source>
        <translation>日在前：{date}</translation>
    </message>
    <message>
        <source>Month first: {date}</source>
        <translation>月在前：{date}</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>Use another…</source>
        <translation>使用其他…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Keeps the history in another folder</source>
        <translation>把历史记录保存到其他文件夹</translation>
    </message>
    <message>
        <source>Uses a history that is there already, such as one of another computer</source>
        <translation>使用已有的历史记录，例如另一台电脑上的</translation>
    </message>
    <message>
        <source>The history is kept in</source>
        <translation>历史记录保存在</translation>
    </message>
    <message>
        <source>It remembers who was taken out and why, who opted out, whom you protect, and how often an address bounced, from month to month. Nobody but you can read it on this computer.</source>
        <translation>它会逐月记住移除过谁、为什么，谁已退订，您保护了谁，以及各地址的退信次数。这台电脑上只有您能读取。</translation>
    </message>
    <message>
        <source>Back to the first settings…</source>
        <translation>恢复初始设置…</translation>
    </message>
    <message>
        <source>read dates differently</source>
        <translation>换一种方式读取日期</translation>
    </message>
    <message>
        <source>Choose a history</source>
        <translation>选择历史记录</translation>
    </message>
    <message>
        <source>Undo this run…</source>
        <translation>撤销这次清理…</translation>
    </message>
    <message>
        <source>Whom this run took out</source>
        <translation>这次移除的人</translation>
    </message>
    <message>
        <source>No address with “{text}” among them.</source>
        <translation>其中没有包含“{text}”的地址。</translation>
    </message>
    <message>
        <source>This run took nobody out.</source>
        <translation>这次没有移除任何人。</translation>
    </message>
    <message>
        <source>Somebody forgotten since</source>
        <translation>此后已删除的人</translation>
    </message>
    <message>
        <source>Now {address}</source>
        <translation>现为 {address}</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Came back after an earlier run</source>
        <translation>以前清理后又出现</translation>
    </message>
    <message>
        <source>Another row has this address</source>
        <translation>另一行有相同的地址</translation>
    </message>
    <message>
        <source>Too many soft bounces in a row</source>
        <translation>连续软退信次数过多</translation>
    </message>
    <message numerus="yes">
        <source>Same columns and order as your list; %Ln address(es) corrected</source>
        <translation>
            <numerusform>列和顺序与原名单相同；已更正 %Ln 个地址</numerusform>
        </translation>
    </message>
    <message>
        <source>In the history as “{run}”. There you can look at it again, and undo it.</source>
        <translation>已记入历史记录：“{run}”。可以在那里再次查看或撤销。</translation>
    </message>
    <message>
        <source>Protected since</source>
        <translation>保护自</translation>
    </message>
    <message>
        <source>Nobody is protected. Protect an address on the Addresses page, and no rule takes it out, in later runs too.</source>
        <translation>还没有受保护的地址。在“地址”页设为保护后，任何规则都不会移除它，以后也一样。</translation>
    </message>
    <message>
        <source>Protected addresses</source>
        <translation>受保护的地址</translation>
    </message>
    <message>
        <source>Protect no longer</source>
        <translation>不再保护</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>原地址</translation>
    </message>
    <message>
        <source>Corrected to</source>
        <translation>更正为</translation>
    </message>
    <message>
        <source>No address was corrected yet. A correction you accept is remembered, and offered again when the old spelling comes back.</source>
        <translation>还没有更正过的地址。您接受的更正会被记住，旧写法再出现时会再次建议。</translation>
    </message>
    <message>
        <source>Corrected addresses</source>
        <translation>更正过的地址</translation>
    </message>
    <message>
        <source>No rule takes it out, in later runs too. History lists whom you protect.</source>
        <translation>任何规则都不会移除它，以后也一样。历史记录中可查看受保护的地址。</translation>
    </message>
    <message>
        <source>Protect for good</source>
        <translation>长期保护</translation>
    </message>
    <message>
        <source>You protect it</source>
        <translation>受您保护</translation>
    </message>
    <message>
        <source>protect {what}</source>
        <translation>保护 {what}</translation>
    </message>
    <message>
        <source>protect {what} no longer</source>
        <translation>不再保护 {what}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message numerus="yes">
        <source>%Ln protected address(es) always stay</source>
        <translation>
            <numerusform>%Ln 个受保护地址始终保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Later runs took %Ln address(es) out only because of this one. What they did stands: undo them, too.</source>
        <translation>
            <numerusform>后来的清理仅因为这一次而移除了 %Ln 个地址，那些结果不变；如有需要，请一并撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>{time} 已保存</translation>
    </message>
    <message>
        <source>Kept {what}</source>
        <translation>已保留 {what}</translation>
    </message>
    <message>
        <source>{what}: will be removed</source>
        <translation>将移除 {what}</translation>
    </message>
    <message>
        <source>{what}: the rules decide again</source>
        <translation>{what} 重新由规则决定</translation>
    </message>
    <message>
        <source>Corrected {what}</source>
        <translation>已更正 {what}</translation>
    </message>
    <message>
        <source>{what}: stays as it was written</source>
        <translation>{what} 保持原来的写法</translation>
    </message>
    <message>
        <source>add the sample data</source>
        <translation>添加示例数据</translation>
    </message>
    <message>
        <source>Ready to save</source>
        <translation>可以保存</translation>
    </message>
    <message>
        <source>{file} is no longer there.</source>
        <translation>{file} 已经不在了。</translation>
    </message>
    <message>
        <source>It is in {file}, too.</source>
        <translation>报告也保存在 {file} 中。</translation>
    </message>
    <message>
        <source>The report says where, and has none of your data in it.</source>
        <translation>报告只说明出错的位置，不含您的任何数据。</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln file(s) were recognised. Your files are never changed.</source>
        <translation>
            <numerusform>%Ln 个文件均已识别，原文件不会被改动。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving in</source>
        <translation>正在保存到</translation>
    </message>
    <message>
        <source>After your next send, drop the new bounce file here. Counts go on.</source>
        <translation>下次发送之后，把新的退信文件拖到这里，次数会接着累计。</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>查看已写入的文件</translation>
    </message>
    <message>
        <source>{done} of {all} rows.</source>
        <translation>已写入 {done} / {all} 行。</translation>
    </message>
    <message>
        <source>{count} out, {open} open</source>
        <translation>移出 {count}，待确认 {open}</translation>
    </message>
    <message>
        <source>The sheet with everyone you write to.
One column with e-mail addresses is enough.</source>
        <translation>您发送邮件的全部收件人。
只要有一列邮箱地址就可以。</translation>
    </message>
    <message>
        <source>suspend {what}</source>
        <translation>暂停 {what}</translation>
    </message>
    <message>
        <source>{what}: left out for now</source>
        <translation>{what}：本次暂停发送</translation>
    </message>
    <message>
        <source>{what}: protected from now on</source>
        <translation>{what}：今后始终保留</translation>
    </message>
    <message>
        <source>{what}: protected no longer</source>
        <translation>{what}：不再保护</translation>
    </message>
    <message numerus="yes">
        <source>%Ln protected address(es) stay(s).</source>
        <translation>
            <numerusform>%Ln 个受保护的地址保持不动。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take the protection off first.</source>
        <translation>如需移出，请先取消保护。</translation>
    </message>
    <message>
        <source>Suspend now</source>
        <translation>立即暂停</translation>
    </message>
    <message>
        <source>It gets no mail this time and is kept in a list of its own</source>
        <translation>本次不向其发送，单独存入暂停名单</translation>
    </message>
    <message>
        <source>You leave it out for now</source>
        <translation>您已暂停发送</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Hide the whole row</source>
        <translation>收起整行</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Stopped. Nothing was added.</source>
        <translation>已停止，没有添加任何文件。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止，没有写入任何文件。</translation>
    </message>
    <message>
        <source>Counting, and when to ask first</source>
        <translation>计数方式与移除提醒</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Only rows of “{file}”</source>
        <translation>仅显示“{file}”中的行</translation>
    </message>
    <message>
        <source>Corrected by you, was {address}</source>
        <translation>您已更正，原为 {address}</translation>
    </message>
    <message>
        <source>Same address as row {row}</source>
        <translation>与第 {row} 行地址相同</translation>
    </message>
    <message>
        <source>Counting, and when to ask first…</source>
        <translation>计数方式与移除提醒…</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>取消选择</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) selected</source>
        <translation>
            <numerusform>已选 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} of “{file}” would be taken out. Is that right?</source>
        <translation>“{file}”中将有 {share} 被移出，确定吗？</translation>
    </message>
    <message>
        <source>{share} of the recent readers in “{file}” would be taken out. Is that right?</source>
        <translation>“{file}”的近期读者中将有 {share} 被移出，确定吗？</translation>
    </message>
    <message numerus="yes">
        <source>You took out %Ln row(s) of it yourself.</source>
        <translation>
            <numerusform>其中 %Ln 行是您自己移出的。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo my decision(s) on %Ln row(s)</source>
        <translation>
            <numerusform>撤销我对这 %Ln 行的决定</numerusform>
        </translation>
    </message>
    <message>
        <source>No: one is enough</source>
        <translation>否，一次即处理</translation>
    </message>
    <message>
        <source>{action} instead</source>
        <translation>改为{action}</translation>
    </message>
    <message>
        <source>Their provider refused this mail.</source>
        <translation>对方服务商拒收了这封邮件。</translation>
    </message>
    <message>
        <source>{code}: {meaning}</source>
        <translation>{code}：{meaning}</translation>
    </message>
    <message numerus="yes">
        <source>That is %Ln row(s); above {limit} you are asked first.</source>
        <translation>
            <numerusform>共 %Ln 行；超过 {limit} 时会先向您确认。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is %Ln person(s); above {limit} you are asked first.</source>
        <translation>
            <numerusform>共 %Ln 人；超过 {limit} 时会先向您确认。</numerusform>
        </translation>
    </message>
    <message>
        <source>Print report…</source>
        <translation>打印报告…</translation>
    </message>
    <message>
        <source>List Cleaner health {date}</source>
        <translation>名单健康状况 {date}</translation>
    </message>
    <message>
        <source>How your list is doing</source>
        <translation>名单健康状况</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>另有 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>PDF ({kinds})</source>
        <translation>PDF（{kinds}）</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>No program on this computer opens {file}. You find it in {folder}.</source>
        <translation>这台电脑上没有可打开 {file} 的程序。文件在：{folder}</translation>
    </message>
    <message>
        <source>Keep them on every list</source>
        <translation>每份名单都保留</translation>
    </message>
    <message numerus="yes">
        <source>%Ln address(es) stand(s) on two of your lists and stay(s) on one of them.</source>
        <translation>
            <numerusform>有 %Ln 个地址同时出现在您的多份名单中，只保留在其中一份。</numerusform>
        </translation>
    </message>
    <message>
        <source>count duplicates over all lists</source>
        <translation>跨名单查重</translation>
    </message>
    <message>
        <source>keep addresses on every list</source>
        <translation>各名单分别保留地址</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>No address here contains “{text}”.</source>
        <translation>此处没有包含“{text}”的地址。</translation>
    </message>
    <message>
        <source>Nothing is known of it yet: no bounce file was added.</source>
        <translation>尚无信息：还没有添加退信文件。</translation>
    </message>
    <message>
        <source>List Cleaner forgets this run: nobody counts as taken out by it any more, and bounce files that you gave to this run only are forgotten, too. The files it wrote stay where they are, and so do yours.</source>
        <translation>程序会忘记这次清理：不再把任何人算作当时移出的，只在这次用过的退信文件也不再计数。当时写入的文件和您自己的文件都保持原样。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bounce file(s)</source>
        <comment>after the lists</comment>
        <translation>
            <numerusform>退信文件 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>No column with e-mail addresses was found. Choose it yourself.</source>
        <translation>没有找到邮箱地址列，请手动选择。</translation>
    </message>
    <message>
        <source>{kinds} files cannot be read. Lists are Excel, CSV or ODS, bounces also .eml, .msg or .zip.</source>
        <translation>无法读取 {kinds} 文件。名单可以是 Excel、CSV 或 ODS，退信还可以是 .eml、.msg 或 .zip。</translation>
    </message>
    <message numerus="yes">
        <source>The run of {date} is undone. %Ln row(s) it took out or corrected are in new files.</source>
        <translation>
            <numerusform>已撤销 {date} 的清理，当时移出或更正的 %Ln 行已写入新文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written earlier may still hold this address. Look into them: {files}.</source>
        <translation>
            <numerusform>以前写入的 %Ln 个文件可能仍含有此地址，请查看：{files}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>No address in this row</source>
        <translation>这一行没有邮箱地址</translation>
    </message>
    <message>
        <source>Saved on</source>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Set language, look, dates and the place of the history back to what they were at first? No file is changed or moved.</source>
        <translation>要把语言、外观、日期和历史记录的位置恢复为初始设置吗？不会更改或移动任何文件。</translation>
    </message>
    <message>
        <source>Also in {file}, row {row}</source>
        <translation>也在 {file} 第 {row} 行</translation>
    </message>
    <message numerus="yes">
        <source>The main reason: “{rule}” (%Ln row(s)).</source>
        <translation>
            <numerusform>主要因“{rule}”规则（%Ln 行）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On your list(s) before</source>
        <translation>
            <numerusform>清理前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On your cleaned list(s)</source>
        <translation>
            <numerusform>清理后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Upload the cleaned file(s) to your newsletter tool, in place of the old list(s).</source>
        <translation>
            <numerusform>把清理后的文件上传到您的邮件平台，替换旧名单。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same columns and order as your list(s)</source>
        <translation>
            <numerusform>列和顺序与原名单相同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same columns and order as your lists; %Ln address(es) corrected</source>
        <translation>
            <numerusform>列和顺序与原名单相同；已更正 %Ln 个地址</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done. Your cleaned list(s) are ready.</source>
        <translation>
            <numerusform>完成，清理后的名单已就绪。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use the cleaned file(s) for your next send. Your original files are unchanged.</source>
        <translation>
            <numerusform>下次发送请使用清理后的文件，原文件保持不变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be used, and are not in what is saved: {files}.</source>
        <translation>
            <numerusform>有 %Ln 个文件无法使用，不在保存的内容里：{files}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Which column holds the e-mail addresses? Choose “E-mail address” above it.</source>
        <translation>哪一列是邮箱地址？请在该列上方选择“邮箱地址”。</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>未能读取</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more file(s)</source>
        <translation>
            <numerusform>还有 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有清理记录</translation>
    </message>
    <message>
        <source>Each time you save a cleaned list, it is noted here.</source>
        <translation>每次保存清理后的名单，都会记录在这里。</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Both files were recognised. Your files are never changed.</source>
        <translation>2 个文件均已识别，原文件不会被改动。</translation>
    </message>
    <message>
        <source>{file}: {text}</source>
        <translation>{file}：{text}</translation>
    </message>
</context>
</TS>
