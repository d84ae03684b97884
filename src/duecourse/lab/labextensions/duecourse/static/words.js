// Written by `python -m duecourse.lessons` from the messages and the lessons' titles.
export const words = {
  "en": {
    "tag": "en-GB",
    "starting": "Starting. You can read on meanwhile.",
    "stopped": "The lesson has stopped. Nothing that was saved is lost.",
    "start_again": "Start it again",
    "show_code": "Show the code",
    "lessons": {
      "start_here": "Lesson 0: Start here",
      "what_overdue_means": "Lesson 1: What overdue means",
      "how_penalties_build_up": "Lesson 2: How penalties build up",
      "how_to_prepare": "Lesson 3: How to prepare",
      "how_to_negotiate": "Lesson 4: How to negotiate and keep to it",
      "your_credit_record": "Lesson 5: Your credit record",
      "never_late_again": "Lesson 6: Never late again"
    }
  },
  "zh": {
    "tag": "zh-CN",
    "starting": "正在启动，你可以先往下读。",
    "stopped": "这一课停下来了。保存过的内容都还在。",
    "start_again": "重新启动",
    "show_code": "显示代码",
    "lessons": {
      "start_here": "第 0 课　从这里开始",
      "what_overdue_means": "第 1 课　什么叫逾期",
      "how_penalties_build_up": "第 2 课　罚息怎么越积越多",
      "how_to_prepare": "第 3 课　协商之前怎么准备",
      "how_to_negotiate": "第 4 课　怎么协商，怎么守住",
      "your_credit_record": "第 5 课　你的信用记录",
      "never_late_again": "第 6 课　以后不再逾期"
    }
  }
};
